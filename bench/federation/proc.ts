import { readFileSync } from 'node:fs';

/** Clock ticks of /proc per second on Linux. */
const ticks = 100;

/** Memory that the process holds now, and the most it ever held, MiB. */
export function memoryOf(pid: number): { readonly nowMb: number; readonly peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024;
  return { nowMb: of('VmRSS'), peakMb: of('VmHWM') };
}

/** CPU time that the process has used so far, its threads and the kernel for it included, milliseconds. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 1_000 / ticks;
}
