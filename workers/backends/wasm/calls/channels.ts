/** Channels side by side, sums and running averages on the compiled kernels. */
import { rowsAndChannels, sizeOf, type KernelTable } from '../../common/call.ts';
import type { KernelContext } from '../kernel-context.ts';

const FLOAT = 4;

export const channelKernels: KernelTable<KernelContext> = {
  LabJoinChannels(call, context) {
    const parts = call.counted('part');
    const row = parts.reduce((sum, { shape }) => sum + (shape.at(-1) ?? 0), 0);
    const y = context.output([...(parts[0]?.shape.slice(0, -1) ?? []), row]);
    let to = context.address(y);
    for (const part of parts) {
      const [rows, channels] = rowsAndChannels(part.shape);
      context.run.copyColumns(context.address(part), to, rows, channels, channels, row);
      to += FLOAT * channels;
    }
    return y;
  },
  LabSplitChannels(call, context) {
    const x = call.input('x');
    const [rows, row] = rowsAndChannels(x.shape);
    let from = context.address(x);
    return call.numbers('counts').map((count) => {
      const part = context.output([...x.shape.slice(0, -1), count]);
      context.run.copyColumns(from, context.address(part), rows, count, row, count);
      from += FLOAT * count;
      return part;
    });
  },
  LabSum(call, context) {
    const [a, b] = [call.input('a'), call.input('b')];
    const y = context.output(a.shape);
    context.run.sum(context.address(a), context.address(b), context.address(y), sizeOf(a.shape));
    return y;
  },
  LabMovingAverages(call, context) {
    const share = call.number('share');
    for (const name of ['first', 'second']) {
      const [average, value] = [call.input(`${name}Average`), call.input(`${name}Value`)];
      const addresses = [context.address(average), context.address(value)];
      context.run.movingAverage(...addresses, sizeOf(value.shape), share, 1 - share);
    }
    return [];
  },
};
