import fc from 'fast-check';
import { byteFaults } from './bytes.ts';
import type { Fault, WireCase } from './fault.ts';
import { partFaults } from './parts.ts';
import { wholeFaults } from './whole.ts';

export const allFaults: readonly Fault[] = [...wholeFaults, ...partFaults, ...byteFaults];

/** So many cases that every fault gets its share, at each place where it can be played in turn; the same for the same seed. */
export function wireCases(count: number, seed: number): readonly WireCase[] {
  const chances = fc.sample(fc.nat(), { numRuns: count, seed });
  return chances.map((chance, nth) => {
    const fault = allFaults[nth % allFaults.length] as Fault;
    const round = Math.floor(nth / allFaults.length);
    return { fault, station: fault.stations[(round + nth) % fault.stations.length] as WireCase['station'], chance };
  });
}
