/**
 * Frees a step's tensors during its backward pass. The backward pass visits the stages in reverse order, so the tensors
 * that it no longer needs are always the latest ones of the step's scope.
 */
import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** The tensors that tfjs frees when the innermost scope ends, in the order in which they were made. */
const tracked = (): Tensor[] => engine().state.activeScope.track;

/** To be used within one scope. */
export class ScopeMarks {
  /** How many tensors the scope had before each stage of the forward pass. */
  readonly #lengths: number[] = [];
  readonly #retained = new Set<Tensor>();

  /** To be called before each stage of the forward pass. */
  add(): void {
    this.#lengths.push(this.now);
  }

  /** How many tensors the scope has now. */
  get now(): number {
    return tracked().length;
  }

  /** Keeps the tensors until the scope ends. */
  retain(...tensors: readonly (Tensor | null)[]): void {
    for (const tensor of tensors) if (tensor) this.#retained.add(tensor);
  }

  /** Frees what was made since stage `i` of the forward pass began, except retained tensors and `needed`. */
  releaseStage(i: number, needed: Tensor | null): void {
    this.releaseFrom(this.#lengths[i] ?? this.now, needed);
  }

  /** Frees what was made since the scope had `from` tensors, except retained tensors and `needed`. */
  releaseFrom(from: number, needed: Tensor | null): void {
    const made = tracked();
    const latest = made.splice(from);
    for (const tensor of latest) {
      if (tensor.kept || tensor === needed || this.#retained.has(tensor)) made.push(tensor);
      else tensor.dispose();
    }
  }
}
