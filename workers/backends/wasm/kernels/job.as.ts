/**
 * A job: one kernel's arguments and how many independent parts its work has, where every thread can see them
 * (AssemblyScript). Each thread has a range of neighbouring parts and takes them one by one; when they are used up, it
 * takes those of the other threads, so a slow thread computes fewer. In the next kernel a thread then mostly reads what
 * it wrote itself, which matters where cores share no cache: values pass between those as slowly as through memory. Each
 * result belongs to one part and is computed in one fixed order: the numbers do not depend on who takes what, nor on how
 * many threads there are.
 *
 * The block at `control`, in cache lines of 64 bytes: how many parts are done, how many there are, and whether the
 * offering thread sleeps; a count that rises with every job, and how many helpers sleep; kernel, scratch memory and its
 * bytes a thread, and from 140 the arguments; from 384 one line for each thread's range (its end in the upper half, its
 * next part in the lower).
 */
let control: usize = 0;
let threads: i32 = 1;

const DONE: usize = 0;
const PARTS: usize = 4;
const WAITING: usize = 8;
const JOBS: usize = 64;
const SLEEPERS: usize = 68;
const KERNEL: usize = 128;
const SCRATCH: usize = 132;
const SHARE: usize = 136;
const ARGUMENTS: usize = 140;
const RANGES: usize = 384;

/** How often a thread polls a counter before it sleeps: some tens of microseconds. */
const PATIENCE: i32 = 20_000;

/** Sets the address of the control block and the number of threads, at most 8; called once per instance. */
export function setControl(address: usize, count: i32): void {
  control = address;
  threads = count;
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
  store<i32>(control + PARTS, parts);
  atomic.store<i32>(control + DONE, 0);
  for (let thread = 0; thread < threads; thread++) {
    const end = ((thread + 1) * parts) / threads;
    atomic.store<i64>(rangeOf(thread), ((<i64>end) << 32) | (<i64>((thread * parts) / threads)));
  }
  atomic.add<i32>(control + JOBS, 1);
  if (atomic.load<i32>(control + SLEEPERS) > 0) atomic.notify(control + JOBS, -1);
}

function rangeOf(thread: i32): usize {
  return control + RANGES + ((<usize>thread) << 6);
}

/** The next part of the current job for a thread, or −1 if none is left. */
export function take(thread: i32): i32 {
  for (let k = 0; k < threads; k++) {
    const owner = thread + k;
    const part = takeFrom(rangeOf(owner < threads ? owner : owner - threads));
    if (part >= 0) return part;
  }
  return -1;
}

function takeFrom(range: usize): i32 {
  const ticket = atomic.load<i64>(range);
  if (<i32>ticket >= <i32>(ticket >> 32)) return -1;
  const taken = atomic.add<i64>(range, 1);
  return <i32>taken < <i32>(taken >> 32) ? <i32>taken : -1;
}

/** Counts parts as done, and wakes the offering thread if it sleeps and these were the last. */
export function finish(parts: i32): void {
  const done = atomic.add<i32>(control + DONE, parts) + parts;
  if (done == load<i32>(control + PARTS) && atomic.load<i32>(control + WAITING) != 0) {
    atomic.notify(control + DONE, -1);
  }
}

/** A part takes milliseconds. A thread that has not finished one after this time is lost. */
const LOST_AFTER: i32 = 60_000;

/** Returns when all parts are done. Traps if one cannot finish. */
export function awaitParts(parts: i32): void {
  for (let i = 0; i < PATIENCE; i++) {
    if (atomic.load<i32>(control + DONE) >= parts) return;
  }
  atomic.store<i32>(control + WAITING, 1);
  for (let i = 0; i < LOST_AFTER; i++) {
    const done = atomic.load<i32>(control + DONE);
    if (done >= parts) {
      atomic.store<i32>(control + WAITING, 0);
      return;
    }
    atomic.wait<i32>(control + DONE, done, 1_000_000);
  }
  unreachable();
}

/** How many jobs have been offered. */
export function jobs(): i32 {
  return atomic.load<i32>(control + JOBS);
}

/** Returns when more than `seen` jobs may have been offered. */
export function awaitJob(seen: i32): void {
  for (let i = 0; i < PATIENCE; i++) {
    if (jobs() != seen) return;
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
