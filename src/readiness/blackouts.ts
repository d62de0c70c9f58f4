import { z } from 'zod';
import type { ChangeWindow } from '../domain/change-window.ts';
import type { Facts } from './facts.ts';

const one = z.union([z.string().min(1), z.strictObject({ name: z.string().min(1), services: z.array(z.string().min(1)).min(1) })])
  .transform((given) => (typeof given === 'string' ? { name: given, services: null } : given));

/** Which blackouts of the tools count, as a policy writes it: all, none, or those of these names, for every service or for some. */
export const countedBlackouts = z.union([z.enum(['ALL', 'NONE']), z.array(one)]);
export type CountedBlackouts = z.output<typeof countedBlackouts>;

/** The blackouts that are about this release, as far as tools told them, and the names that no tool knows; nothing is missing while a tool did not answer. */
export function blackoutsThatCount({ asked: { windows }, release }: Pick<Facts, 'asked' | 'release'>, counted: CountedBlackouts): { readonly blackouts: readonly ChangeWindow[]; readonly missing: readonly string[] } {
  if (windows.state !== 'known' || counted === 'NONE') return { blackouts: [], missing: [] };
  const all = windows.value.flatMap(({ windows: told }) => (told.state === 'known' ? told.value : [])).filter(({ isBlackout }) => isBlackout);
  if (counted === 'ALL') return { blackouts: all, missing: [] };
  const wanted = counted.filter(({ services }) => services?.includes(release.serviceKey) ?? true);
  const isWhole = windows.value.every(({ windows: told }) => told.state === 'known');
  return {
    blackouts: all.filter(({ label }) => wanted.some(({ name }) => name === label)),
    missing: isWhole ? wanted.map(({ name }) => name).filter((name) => !all.some(({ label }) => label === name)) : [],
  };
}
