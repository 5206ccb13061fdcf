/** Activation, loss, update and batches on WebGPU. */
import { sizeOf, type Call, type KernelTable } from '../../call.ts';
import { gathered, groupsOfSum, overElements } from '../elements.ts';
import { PROGRAMS } from '../programs.ts';
import { live, real, whole, type Recorder, type Uniform } from '../recorder.ts';

const rates = (call: Call): Uniform[] => [live('lr', call.number('lr')), live('momentum', call.number('momentum'))];

export const trainingKernels: KernelTable<Recorder> = {
  LabReluGradient(call, recorder) {
    const [dy, y] = [call.input('dy'), call.input('y')];
    const dx = recorder.output(dy.shape);
    overElements(recorder, PROGRAMS.reluGradient, [dy, y, dx], sizeOf(dy.shape));
    return dx;
  },
  LabCopy(call, recorder) {
    const x = call.input('x');
    const y = recorder.output(x.shape, x.dtype);
    overElements(recorder, PROGRAMS.copy, [x, y], sizeOf(x.shape));
    return y;
  },
  LabAssign(call, recorder) {
    const [target, x] = [call.input('target'), call.input('x')];
    const n = sizeOf(x.shape);
    const uniforms = [whole(n), whole(recorder.groups(n))];
    recorder.dispatch(PROGRAMS.copy, {
      tensors: [x, target],
      changed: [target],
      uniforms,
      groups: [recorder.groups(n)],
    });
    return [];
  },
  LabScaledAccumulate(call, recorder) {
    const [sum, x] = [call.input('sum'), call.input('x')];
    const n = sizeOf(x.shape);
    const uniforms = [whole(n), whole(recorder.groups(n))];
    recorder.dispatch(PROGRAMS.accumulate, {
      tensors: [sum, x],
      changed: [sum],
      uniforms,
      groups: [recorder.groups(n)],
    });
    return [];
  },
  LabMomentumUpdate(call, recorder) {
    const [value, velocity, gradient] = [call.input('value'), call.input('velocity'), call.input('gradient')];
    const { previousGradient } = call.inputs;
    const n = sizeOf(value.shape);
    const groups = groupsOfSum(n);
    const sums = recorder.output([groups, 8]);
    const settings = [...rates(call), live('decay', call.number('decay'))];
    recorder.dispatch(PROGRAMS.update, {
      tensors: [value, velocity, gradient, previousGradient ?? gradient, sums],
      changed: [value, velocity],
      uniforms: [whole(n), whole(groups), whole(previousGradient ? 1 : 0), ...settings],
      groups: [groups],
    });
    return gathered(recorder, sums, 8);
  },
  LabMomentumStep(call, recorder) {
    const [value, velocity, gradient] = [call.input('value'), call.input('velocity'), call.input('gradient')];
    const n = sizeOf(value.shape);
    const groups = groupsOfSum(n);
    const sums = recorder.output([groups, 8]);
    recorder.dispatch(PROGRAMS.update, {
      tensors: [value, velocity, gradient, gradient, sums],
      changed: [value, velocity],
      uniforms: [whole(n), whole(groups), whole(0), ...rates(call), real(0)],
      groups: [groups],
    });
    recorder.release(sums);
    return [];
  },
  LabSoftmaxCrossEntropy(call, recorder) {
    const [logits, labels] = [call.input('logits'), call.input('labels')];
    const [batch = 0, classes = 0] = logits.shape;
    const outputs = [recorder.output([]), recorder.output([]), recorder.output([batch, classes])];
    const uniforms = [whole(batch), whole(classes)];
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
  LabGatherBatch(call, recorder) {
    const [pixels, chosen, factors] = [call.input('pixels'), call.input('chosen'), call.input('factors')];
    const [size, channels] = [call.number('size'), call.number('channels')];
    const batch = sizeOf(chosen.shape) / 2;
    const length = size * size * channels;
    const outputs = [recorder.output([batch, size, size, channels]), recorder.output([batch], 'int32')];
    const n = batch * length;
    const kinds = [pixels.dtype === 'float32' ? 1 : 0, sizeOf(factors.shape) > 1 ? 1 : 0];
    recorder.dispatch(PROGRAMS.gatherBatch, {
      tensors: [pixels, factors, call.input('offsets'), chosen, ...outputs],
      uniforms: [n, recorder.groups(n), batch, length, ...kinds].map(whole),
      groups: [recorder.groups(n)],
    });
    return outputs;
  },
};
