import type { ServiceLevelUse } from '../domain/availability.ts';
import type { ServiceLevel } from '../domain/configuration-item.ts';
import type { WatchedFacts } from './watched-facts.ts';

/** What became of the service levels since they were first seen; one that is seen for the first time was then as it is now. */
export function useOf({ services, levels }: WatchedFacts, before: readonly ServiceLevelUse[]): readonly ServiceLevelUse[] {
  const now = services.flatMap(({ id, label }) => [...Map.groupBy(levels.get(id) ?? [], ({ name }) => name)].map(([name, its]) => ({ serviceId: id, service: label, name, ...worst(its) })));
  const seen = now.map((one) => {
    const first = before.find((other) => isSame(one, other));
    return { ...one, wasBreached: first ? first.wasBreached : one.isBreached, leftBefore: first ? first.leftBefore : one.leftAfter };
  });
  // A clock that stopped, for what it measured is resolved, stands as it was last seen.
  return [...seen, ...before.filter((one) => !seen.some((other) => isSame(one, other)))];
}

function isSame(one: Pick<ServiceLevelUse, 'serviceId' | 'name'>, other: Pick<ServiceLevelUse, 'serviceId' | 'name'>): boolean {
  return one.serviceId === other.serviceId && one.name === other.name;
}

function worst(levels: readonly ServiceLevel[]): Pick<ServiceLevelUse, 'isBreached' | 'leftAfter'> {
  const left = levels.flatMap(({ remainingPercent }) => remainingPercent ?? []);
  return {
    isBreached: levels.some(({ isBreached }) => isBreached === true) ? true : levels.some(({ isBreached }) => isBreached === null) ? null : false,
    leftAfter: left.length < levels.length ? null : Math.min(...left),
  };
}
