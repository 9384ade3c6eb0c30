/** Peak memory of a browser's renderer processes (pages and their workers live there), from /proc. Linux only. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

function isBelow(pid: number, ancestor: number): boolean {
  for (let at = pid, hops = 0; at > 1 && hops < 10; at = parentOf(at), hops++) if (at === ancestor) return true;
  return false;
}

function renderersOf(browserPid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isRenderer(pid) && isBelow(pid, browserPid));
}

function isRenderer(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
  } catch {
    return false; // gone while we looked
  }
}

/**
 * Resident megabytes of these renderers, now. What each has of its own counts in full; pages of files, which are the browser's
 * program and shared by all of them, count once.
 */
function megabytesOf(pids: readonly number[]): number {
  let own = 0;
  let program = 0;
  for (const pid of pids) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
      own += kilobytes('RssAnon') + kilobytes('RssShmem');
      program = Math.max(program, kilobytes('RssFile'));
    } catch {
      continue; // gone while we looked
    }
  }
  return (own + program) / 1024;
}

/** How often the processes are looked for; looking costs more than measuring, and the browser needs the processor. */
const LOOK_EVERY = 20;

/** Samples every 50 ms until `stop` is called, which gives the peak in megabytes; undefined where there is no /proc. */
export function watchPeak(browserPid: number): { stop(): number | undefined } {
  if (!existsSync('/proc/self/status')) return { stop: () => undefined };
  let pids = renderersOf(browserPid);
  let peak = megabytesOf(pids);
  let samples = 0;
  const timer = setInterval(() => {
    if (++samples % LOOK_EVERY === 0) pids = renderersOf(browserPid);
    peak = Math.max(peak, megabytesOf(pids));
  }, 50);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
