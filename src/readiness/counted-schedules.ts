import { z } from 'zod';
import type { ChangeWindow } from '../domain/change-window.ts';
import type { Facts } from './facts.ts';

const one = z.union([z.string().min(1), z.strictObject({ name: z.string().min(1), services: z.array(z.string().min(1)).min(1) })])
  .transform((given) => (typeof given === 'string' ? { name: given, services: null } : given));

/** Which schedules of the tools count, as a policy writes it: all, none, or those of these names, for every service or for some. */
export const countedSchedules = z.union([z.enum(['ALL', 'NONE']), z.array(one)]);
export type CountedSchedules = z.output<typeof countedSchedules>;

interface Counting {
  readonly schedules: readonly ChangeWindow[];
  /** Names that no tool knows; nothing is missing while a tool did not answer. */
  readonly missing: readonly string[];
}

export function blackoutsThatCount(facts: Pick<Facts, 'asked' | 'release'>, counted: CountedSchedules): Counting {
  return schedulesThatCount(facts, counted, ({ isBlackout }) => isBlackout);
}

export function maintenanceThatCounts(facts: Pick<Facts, 'asked' | 'release'>, counted: CountedSchedules): Counting {
  return schedulesThatCount(facts, counted, ({ isBlackout }) => !isBlackout);
}

/** Those of one type that are about this release, as far as tools told them. */
function schedulesThatCount({ asked: { windows }, release }: Pick<Facts, 'asked' | 'release'>, counted: CountedSchedules, isOfType: (window: ChangeWindow) => boolean): Counting {
  if (windows.state !== 'known' || counted === 'NONE') return { schedules: [], missing: [] };
  const all = windows.value.flatMap(({ windows: told }) => (told.state === 'known' ? told.value : [])).filter(isOfType);
  if (counted === 'ALL') return { schedules: all, missing: [] };
  const wanted = counted.filter(({ services }) => services?.includes(release.serviceKey) ?? true);
  const isWhole = windows.value.every(({ windows: told }) => told.state === 'known');
  return {
    schedules: all.filter(({ label }) => wanted.some(({ name }) => name === label)),
    missing: isWhole ? wanted.map(({ name }) => name).filter((name) => !all.some(({ label }) => label === name)) : [],
  };
}

/** Whether the policy binds this release to schedules at all. */
export function isBound({ release }: Pick<Facts, 'release'>, counted: CountedSchedules): boolean {
  return counted === 'ALL' || (counted !== 'NONE' && counted.some(({ services }) => services?.includes(release.serviceKey) ?? true));
}
