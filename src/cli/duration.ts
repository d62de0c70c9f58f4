import { exitCode } from './exit-code.ts';
import { Failure } from './failure.ts';

const seconds = { s: 1, m: 60, h: 3_600 } as const;

/** "90s", "30m", "2h" in seconds. Anything else is a usage error. */
export function secondsOf(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  if (count === undefined) throw new Failure(`"${text}" is not a duration: write e.g. 90s, 30m or 2h.`, exitCode.usage);
  return Number(count) * seconds[unit as keyof typeof seconds];
}
