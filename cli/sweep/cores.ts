/** Gives each of several browsers on this machine its own cores, so that the runs' threads do not compete. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The share of one of several workers: equal parts of at least one core, in the order given. The workers after the last
 * core start with the first again.
 */
export function shareOf<T>(cores: readonly T[], workers: number, worker: number): T[] {
  const size = Math.max(1, Math.floor(cores.length / workers));
  return Array.from({ length: size }, (_, i) => cores[(worker * size + i) % cores.length] as T);
}

/** The numbers in a list of the kernel such as "0-3,8". */
export function numbersIn(list: string): number[] {
  return list
    .trim()
    .split(',')
    .flatMap((part) => {
      const [first = NaN, last = first] = part.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
}

/** The cores that a process may use, with the hyperthreads of one core side by side. Linux only. */
export function coresOf(pid: number): number[] {
  const [, list = ''] = /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return numbersIn(list)
    .map((cpu) => ({ cpu, core: firstSibling(cpu) }))
    .sort((a, b) => a.core - b.core || a.cpu - b.cpu)
    .map(({ cpu }) => cpu);
}

function firstSibling(cpu: number): number {
  try {
    return parseInt(readFileSync(`/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, 'utf8'), 10);
  } catch {
    return cpu;
  }
}

/** A worker process trains several runs; a share of its share would be too small. */
const bound = new Set<number>();

/**
 * Binds a process, and the browsers that it starts from now on, to its share of the cores. The page counts only those and
 * starts as many threads as they bear. Only Linux can do so; elsewhere every run has threads for the whole machine.
 */
export function takeShare(workers: number, worker: number, pid = process.pid): void {
  if (workers < 2 || bound.has(pid) || process.platform !== 'linux') return;
  bound.add(pid);
  try {
    const share = shareOf(coresOf(pid), workers, worker);
    execFileSync('taskset', ['-a', '-p', '-c', share.join(','), String(pid)], { stdio: 'ignore' });
  } catch {
    // Without taskset the runs are only slower.
  }
}
