// Nothing else.
@group(0) @binding(5) var<uniform> p: Settings;

fn also(i: u32, gradient: f32) {
}
