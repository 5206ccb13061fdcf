/**
 * A job: one kernel's arguments and how many independent parts its work has, where every thread can see them
 * (AssemblyScript). Parts are taken one by one from a counter, so a slow thread takes fewer. Each result belongs to one
 * part and is computed in one fixed order: the numbers do not depend on who takes what, nor on how many threads there are.
 *
 * The block at `control`, 512 bytes: at 0 the ticket (parts in the upper half, next part in the lower), at 64 how many
 * parts are done, at 128 a count that rises with every job, at 132 how many threads sleep, at 192 kernel, scratch memory
 * and its bytes a thread, from 256 the arguments.
 */
let control: usize = 0;

const DONE: usize = 64;
const JOBS: usize = 128;
const SLEEPERS: usize = 132;
const KERNEL: usize = 192;
const SCRATCH: usize = 196;
const SHARE: usize = 200;
const ARGUMENTS: usize = 256;

/** How often a thread polls the counter before it sleeps: some tens of microseconds. */
const PATIENCE: i32 = 20_000;

/** Sets the address of the control block; called once per instance. */
export function setControl(address: usize): void {
  control = address;
}

/** The k-th argument, an integer or an address. */
export function argument(k: i32): i32 {
  return load<i32>(control + ARGUMENTS + ((<usize>k) << 2));
}

export function address(k: i32): usize {
  return <usize>load<u32>(control + ARGUMENTS + ((<usize>k) << 2));
}

/** The k-th argument, a float. */
export function real(k: i32): f32 {
  return load<f32>(control + ARGUMENTS + ((<usize>k) << 2));
}

export function setArgument(k: i32, value: i32): void {
  store<i32>(control + ARGUMENTS + ((<usize>k) << 2), value);
}

export function setAddress(k: i32, value: usize): void {
  store<u32>(control + ARGUMENTS + ((<usize>k) << 2), <u32>value);
}

export function setReal(k: i32, value: f32): void {
  store<f32>(control + ARGUMENTS + ((<usize>k) << 2), value);
}

export function kernelOfJob(): i32 {
  return load<i32>(control + KERNEL);
}

/** A thread's own scratch memory. */
export function scratchOf(thread: i32): usize {
  return <usize>load<u32>(control + SCRATCH) + <usize>thread * <usize>load<u32>(control + SHARE);
}

/** Offers a job whose arguments are set, and wakes sleeping threads. */
export function offer(kernel: i32, parts: i32, scratch: usize, share: usize): void {
  store<i32>(control + KERNEL, kernel);
  store<u32>(control + SCRATCH, <u32>scratch);
  store<u32>(control + SHARE, <u32>share);
  if (!ASC_FEATURE_THREADS) return;
  atomic.store<i32>(control + DONE, 0);
  atomic.store<i64>(control, (<i64>parts) << 32);
  atomic.add<i32>(control + JOBS, 1);
  if (atomic.load<i32>(control + SLEEPERS) > 0) atomic.notify(control + JOBS, -1);
}

/** The next part of the current job, or −1 if none is left. */
export function take(): i32 {
  const ticket = atomic.load<i64>(control);
  if (<i32>ticket >= <i32>(ticket >> 32)) return -1;
  const taken = atomic.add<i64>(control, 1);
  return <i32>taken < <i32>(taken >> 32) ? <i32>taken : -1;
}

/** Counts a part as done, and wakes the thread that waits for the last. */
export function finishPart(): void {
  if (atomic.add<i32>(control + DONE, 1) + 1 == <i32>(atomic.load<i64>(control) >> 32))
    atomic.notify(control + DONE, -1);
}

/** A part takes milliseconds. A thread that has not finished one after this time is lost. */
const LOST_AFTER: i32 = 60_000;

/** Returns when all parts are done. Traps if one cannot finish. */
export function awaitParts(parts: i32): void {
  for (let i = 0; i < PATIENCE; i++) {
    if (atomic.load<i32>(control + DONE) >= parts) return;
  }
  for (let i = 0; i < LOST_AFTER; i++) {
    const done = atomic.load<i32>(control + DONE);
    if (done >= parts) return;
    atomic.wait<i32>(control + DONE, done, 1_000_000);
  }
  unreachable();
}

/** Returns when there may be a part to take. */
export function awaitJob(): void {
  const seen = atomic.load<i32>(control + JOBS);
  for (let i = 0; i < PATIENCE; i++) {
    const ticket = atomic.load<i64>(control);
    if (<i32>ticket < <i32>(ticket >> 32)) return;
  }
  atomic.add<i32>(control + SLEEPERS, 1);
  atomic.wait<i32>(control + JOBS, seen, -1);
  atomic.sub<i32>(control + SLEEPERS, 1);
}

/** The number of parts of at most `part` in `whole`. */
export function partsOf(whole: i32, part: i32): i32 {
  return (whole + part - 1) / part;
}

/** Adds up the float64 sums of all parts of a job, `length` each, into those of the first part. */
export function gather(sums: usize, length: i32, parts: i32): void {
  for (let part = 1; part < parts; part++) {
    for (let i = 0; i < length; i++) {
      const at = sums + ((<usize>i) << 3);
      store<f64>(at, load<f64>(at) + load<f64>(at + ((<usize>(part * length)) << 3)));
    }
  }
}
