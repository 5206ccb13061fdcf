/** GELU, tanh, dropout and local response normalization on WebGPU. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { keyNumbers } from '../../../ops/dropout.ts';
import { sizeOf, type Call, type KernelTable } from '../../common/call.ts';
import { overElements } from '../elements.ts';
import { real, whole, type KernelEncoder, type Program, type Uniform } from '../kernel-encoder.ts';
import { PROGRAMS } from '../programs.ts';

/** Runs a program whose output has the shape of the last of `inputs`; `more` are its further uniforms. */
function run(
  recorder: KernelEncoder,
  program: Program,
  inputs: readonly TensorInfo[],
  more: readonly Uniform[] = [],
): TensorInfo {
  const shape = inputs.at(-1)?.shape ?? [];
  const output = recorder.output(shape);
  overElements(recorder, program, sizeOf(shape), { tensors: [...inputs, output], more });
  return output;
}

const windowsOf = (call: Call): Uniform[] => [
  whole(call.input('x').shape.at(-1) ?? 1),
  real(call.number('bias')),
  real(call.number('alpha')),
];

export const unparameterizedKernels: KernelTable<KernelEncoder> = {
  LabGelu: (call, recorder) => run(recorder, PROGRAMS.gelu, [call.input('x')]),
  LabGeluGradient: (call, recorder) => run(recorder, PROGRAMS.geluGradient, [call.input('dy'), call.input('x')]),
  LabTanh: (call, recorder) => run(recorder, PROGRAMS.tanh, [call.input('x')]),
  LabTanhGradient: (call, recorder) => run(recorder, PROGRAMS.tanhGradient, [call.input('dy'), call.input('y')]),
  LabDropout(call, recorder) {
    const x = call.input('x');
    const y = recorder.output(x.shape);
    overElements(recorder, PROGRAMS.dropout, sizeOf(x.shape), {
      tensors: [x, y],
      more: [whole(call.number('layer') >>> 0), whole(call.number('threshold')), real(call.number('scale'))],
      live: { name: 'dropout', numbers: keyNumbers(call.number('key')) },
    });
    return y;
  },
  LabLocalResponse: (call, recorder) => run(recorder, PROGRAMS.localResponse, [call.input('x')], windowsOf(call)),
  LabLocalResponseGradient(call, recorder) {
    const [dy, x] = [call.input('dy'), call.input('x')];
    const ratios = run(recorder, PROGRAMS.localResponseRatios, [dy, x], windowsOf(call));
    const dx = run(recorder, PROGRAMS.localResponseGradient, [dy, x, ratios], windowsOf(call));
    recorder.release(ratios);
    return dx;
  },
};
