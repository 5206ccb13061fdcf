// A step's row: loss and accuracy if `begins` is 1, and, from `at`, eight numbers for each of at most five kernels,
// summed over its parts. One workgroup computes one kernel.
struct Settings { begins: u32, at: u32, parts0: u32, parts1: u32, parts2: u32, parts3: u32, parts4: u32 }

@group(0) @binding(0) var<storage, read> loss: array<f32>;
@group(0) @binding(1) var<storage, read> accuracy: array<f32>;
@group(0) @binding(2) var<storage, read_write> row: array<f32>;
@group(0) @binding(3) var<storage, read> kernel0: array<vec4f>;
@group(0) @binding(4) var<storage, read> kernel1: array<vec4f>;
@group(0) @binding(5) var<storage, read> kernel2: array<vec4f>;
@group(0) @binding(6) var<storage, read> kernel3: array<vec4f>;
@group(0) @binding(7) var<storage, read> kernel4: array<vec4f>;
@group(0) @binding(8) var<uniform> p: Settings;

fn partsOf(kernel: u32) -> u32 {
  var parts = array<u32, 5>(p.parts0, p.parts1, p.parts2, p.parts3, p.parts4);
  return parts[kernel];
}

fn numbersOf(kernel: u32, i: u32) -> vec4f {
  switch kernel {
    case 0u: {
      return kernel0[i];
    }
    case 1u: {
      return kernel1[i];
    }
    case 2u: {
      return kernel2[i];
    }
    case 3u: {
      return kernel3[i];
    }
    default: {
      return kernel4[i];
    }
  }
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let kernel = group.x;
  let parts = partsOf(kernel);
  if (p.begins == 1u && kernel == 0u && thread == 0u) {
    row[0] = loss[0];
    row[1] = accuracy[0];
  }
  for (var k = 0u; k < 2u; k++) {
    var sum = vec4f();
    for (var i = thread; i < parts; i += THREADS) {
      sum += numbersOf(kernel, 2u * i + k);
    }
    let total = sumOfGroup(sum, thread);
    if (thread < 4u) {
      row[p.at + 8u * kernel + 4u * k + thread] = total[thread];
    }
    workgroupBarrier();
  }
}
