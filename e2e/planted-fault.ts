/** Faults that tests plant in a kernel, as text to prepend to the worker of the device check page. */

/** The file of that worker in the build. */
export const CHECK_WORKER = /check\.worker-[^/]*\.js$/;

/** The compiled kernel `maxPool` reads one number too far. */
export const WASM_FAULT = `
{
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    if (!made.exports?.maxPool) return made;
    const exports = { ...made.exports, maxPool: (x, ...rest) => made.exports.maxPool(x + 4, ...rest) };
    return new Proxy(made, { get: (target, key) => (key === 'exports' ? exports : Reflect.get(target, key, target)) });
  };
}
`;

/** The WebGPU program for a window's largest value returns the smallest. */
export const WEBGPU_FAULT = `
if (globalThis.GPUDevice) {
  const { createShaderModule } = GPUDevice.prototype;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    return createShaderModule.call(this, { ...descriptor, code: descriptor.code.replace('max(best', 'min(best') });
  };
}
`;
