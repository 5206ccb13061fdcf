/** The name of a backend's device, as reported by the browser. */
import type { BackendName } from '../protocol.ts';

export async function adapterName(backend: BackendName): Promise<string> {
  switch (backend) {
    case 'cpu':
      return 'JavaScript';
    case 'wasm':
      return 'WebAssembly';
    case 'webgl':
      return webglName();
    case 'webgpu':
      return webgpuName();
  }
}

function webglName(): string {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) throw new Error('no WebGL 2 here');
  const extension = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(extension ? extension.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

async function webgpuName(): Promise<string> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter here');
  const { vendor, architecture, device, description } = adapter.info;
  return [vendor, architecture, device, description].filter((part) => part !== '').join(' ') || 'unnamed';
}
