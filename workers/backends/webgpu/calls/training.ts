/** Activation, loss, update and batches on WebGPU. */
import { sizeOf, type Call, type KernelTable } from '../../common/call.ts';
import { overElements, sharesOfSum } from '../elements.ts';
import { PROGRAMS } from '../programs.ts';
import { real, whole, type KernelEncoder } from '../kernel-encoder.ts';
import { OPTIMIZER_PROGRAMS } from '../optimizer-programs.ts';

/** Kernels per dispatch of `step-row.wgsl`: with its three other buffers, the most that a program may bind. */
const ROW_KERNELS = 5;

/** The arguments of every update. */
function updateOf(call: Call) {
  const programs = OPTIMIZER_PROGRAMS.get(call.text('optimizer'));
  if (!programs) throw new Error(`no programs of ${call.text('optimizer')}`);
  const [value, gradient] = [call.input('value'), call.input('gradient')];
  return {
    value,
    gradient,
    slots: call.counted('slot'),
    programs,
    live: { name: 'update', numbers: call.numbers('numbers') } as const,
  };
}

export const trainingKernels: KernelTable<KernelEncoder> = {
  LabReluGradient(call, recorder) {
    const [dy, y] = [call.input('dy'), call.input('y')];
    const dx = recorder.output(dy.shape);
    overElements(recorder, PROGRAMS.reluGradient, sizeOf(dy.shape), { tensors: [dy, y, dx] });
    return dx;
  },
  LabCopy(call, recorder) {
    const x = call.input('x');
    const y = recorder.output(x.shape, x.dtype);
    overElements(recorder, PROGRAMS.copy, sizeOf(x.shape), { tensors: [x, y] });
    return y;
  },
  LabScaledAccumulate(call, recorder) {
    const [sum, x] = [call.input('sum'), call.input('x')];
    overElements(recorder, PROGRAMS.accumulate, sizeOf(x.shape), { tensors: [sum, x], changed: [sum] });
    return [];
  },
  LabRetainingUpdate(call, recorder) {
    const { value, slots, gradient, programs, live } = updateOf(call);
    const retained = call.input('retained');
    const { sum } = call.inputs;
    const { count, uniforms, groups } = sharesOfSum(recorder, sizeOf(value.shape));
    const sums = recorder.output([count, 8]);
    const changed = [value, ...slots, ...(sum ? [sum] : [])];
    recorder.dispatch(sum ? programs.summingUpdate : programs.update, {
      tensors: [value, ...slots, gradient, retained, sums, ...(sum ? [sum] : [])],
      changed,
      uniforms,
      live,
      groups,
    });
    recorder.hand(gradient, retained);
    return sums;
  },
  LabPlainUpdate(call, recorder) {
    const { value, slots, gradient, programs, live } = updateOf(call);
    const changed = [value, ...slots];
    overElements(recorder, programs.plainUpdate, sizeOf(value.shape), {
      tensors: [...changed, gradient],
      changed,
      live,
    });
    return [];
  },
  LabStepRow(call, recorder) {
    const kernels = call.counted('statistics');
    const row = recorder.output([2 + 8 * kernels.length]);
    for (let first = 0; first < kernels.length; first += ROW_KERNELS) {
      const some = kernels.slice(first, first + ROW_KERNELS);
      const filled = Array.from({ length: ROW_KERNELS }, (_, i) => some[i] ?? some[0] ?? row);
      const uniforms = [first === 0 ? 1 : 0, 2 + 8 * first, ...filled.map(({ shape: [parts = 0] }) => parts)];
      recorder.dispatch(PROGRAMS.stepRow, {
        tensors: [call.input('loss'), call.input('accuracy'), row, ...filled],
        uniforms: uniforms.map(whole),
        groups: [some.length],
      });
    }
    return row;
  },
  LabSoftmaxCrossEntropy(call, recorder) {
    const [logits, labels] = [call.input('logits'), call.input('labels')];
    const [batch = 0, classes = 0] = logits.shape;
    const outputs = [recorder.output([]), recorder.output([]), recorder.output([batch, classes])];
    const uniforms = [whole(batch), whole(classes), real(call.number('own')), real(call.number('other'))];
    recorder.dispatch(PROGRAMS.crossEntropy, { tensors: [logits, labels, ...outputs], uniforms, groups: [1] });
    return outputs;
  },
  LabSoftmaxCrossEntropyValues(call, recorder) {
    const [logits, labels] = [call.input('logits'), call.input('labels')];
    const [batch = 0, classes = 0] = logits.shape;
    const outputs = [recorder.output([batch]), recorder.output([batch], 'int32')];
    const groups = recorder.groups(batch);
    const uniforms = [whole(batch), whole(classes), whole(groups)];
    recorder.dispatch(PROGRAMS.crossEntropyValues, {
      tensors: [logits, labels, ...outputs],
      uniforms,
      groups: [groups],
    });
    return outputs;
  },
  LabGatherSquares(call, recorder) {
    const [pixels, chosen] = [call.input('pixels'), call.input('chosen')];
    const [size, channels, edge] = [call.number('size'), call.number('channels'), call.number('edge')];
    const batch = sizeOf(chosen.shape) / 5;
    const outputs = [recorder.output([batch, edge, edge, channels]), recorder.output([batch], 'int32')];
    overElements(recorder, PROGRAMS.gatherSquares, batch * edge * edge * channels, {
      tensors: [pixels, chosen, ...outputs],
      more: [batch, edge, channels, size, call.number('border')].map(whole),
    });
    return outputs;
  },
  LabGatherBatch(call, recorder) {
    const [pixels, chosen, factors] = [call.input('pixels'), call.input('chosen'), call.input('factors')];
    const [size, channels] = [call.number('size'), call.number('channels')];
    const batch = sizeOf(chosen.shape) / 2;
    const length = size * size * channels;
    const outputs = [recorder.output([batch, size, size, channels]), recorder.output([batch], 'int32')];
    const kinds = [pixels.dtype === 'float32' ? 1 : 0, sizeOf(factors.shape) > 1 ? 1 : 0];
    overElements(recorder, PROGRAMS.gatherBatch, batch * length, {
      tensors: [pixels, factors, call.input('offsets'), chosen, ...outputs],
      more: [batch, length, ...kinds].map(whole),
    });
    return outputs;
  },
};
