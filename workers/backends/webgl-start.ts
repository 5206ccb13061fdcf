/** Starts tfjs's WebGL backend and watches for the loss of its context. */
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, setBackend } from '@tensorflow/tfjs-core';
import { reportDeviceLoss, watchDevice } from './common/device-loss.ts';

/** Browsers give no reason. */
const REASON = 'its WebGL context was lost';

const watched = new WeakSet<WebGLRenderingContext>();

export async function startWebgl(): Promise<void> {
  if (!(await setBackend('webgl'))) throw new Error('its context did not start');
  const engine = backend();
  if (!(engine instanceof MathBackendWebGL)) throw new Error('tfjs’s WebGL backend is not the one the lab knows');
  const { gl } = engine.gpgpu;
  if (gl.isContextLost()) throw new Error(REASON);
  if (watched.has(gl)) return;
  watched.add(gl);
  watchDevice('webgl', {
    lost: () => (gl.isContextLost() ? REASON : null),
    answered: () => Promise.resolve(),
  });
  // Missing in the typings of workers.
  const { canvas } = gl as { readonly canvas?: EventTarget };
  canvas?.addEventListener('webglcontextlost', () => {
    reportDeviceLoss('webgl', REASON);
  });
}
