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

/** Resident megabytes of all renderers below the browser process, now. */
export function rendererMegabytes(browserPid: number): number {
  let kilobytes = 0;
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer') || !isBelow(pid, browserPid)) continue;
      kilobytes += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      continue; // gone while we looked
    }
  }
  return kilobytes / 1024;
}

/** Samples every 50 ms until `stop` is called, which gives the peak in megabytes; undefined where there is no /proc. */
export function watchPeak(browserPid: number): { stop(): number | undefined } {
  if (!existsSync('/proc/self/status')) return { stop: () => undefined };
  let peak = rendererMegabytes(browserPid);
  const timer = setInterval(() => (peak = Math.max(peak, rendererMegabytes(browserPid))), 50);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
