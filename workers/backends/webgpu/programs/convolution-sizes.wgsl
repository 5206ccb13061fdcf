// x is [batch, height, width, channels], dy and y [batch, outHeight, outWidth, filters], w [kernelHeight, kernelWidth,
// channels, filters]; a dense layer has one pixel. An index past the end gets a row FAR outside.
struct Settings {
  batch: u32, height: u32, width: u32, channels: u32, outHeight: u32, outWidth: u32, filters: u32, kernelHeight: u32,
  kernelWidth: u32, stride: u32, top: u32, left: u32, option: u32, chunk: u32,
}

const FAR = -1048576;
