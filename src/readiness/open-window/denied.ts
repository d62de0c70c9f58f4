import { concerns, type Stretch } from '../../domain/freeze.ts';
import type { TimeWindow } from '../../domain/instant.ts';
import { blackoutsThatCount, countedSchedules, isBound, maintenanceThatCounts } from '../counted-schedules.ts';
import type { Facts } from '../facts.ts';
import { passedByStandard, standardChangesOf, standardPasses } from '../standard-changes.ts';
import { gapsWithin } from '../time/cover.ts';
import { stretchesWithin, type Timed } from '../time/freezes.ts';
import { timedOf } from '../time/schedules.ts';
import { whyNot, type WindowBlocker } from './blocker.ts';

/** Everything that denies time in this stretch; a sentence when some of it cannot be told, since unknown is not free. */
export function deniedWithin(facts: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  if (allowed.startAt >= allowed.endAt) return [];
  const blockers: WindowBlocker[] = [];
  for (const part of [byFreezes, byBlackouts, byMaintenance, byConflicts]) {
    const denied = part(facts, allowed);
    if (typeof denied === 'string') return denied;
    blockers.push(...denied);
  }
  return blockers;
}

function byFreezes(facts: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  const { asked: { freezes }, release, environment } = facts;
  if (freezes.state !== 'known') return `Nobody can tell which freezes stand: ${whyNot(freezes)}.`;
  const concerned = freezes.value.filter((freeze) => concerns(freeze, environment.name, release.serviceKey) && !isPassed(facts, 'FREEZES', freeze.first));
  return stretches(concerned, (freeze) => [freeze], allowed, (freeze) => ({ because: `The freeze "${freeze.name}": ${freeze.reason.replace(/\.$/, '')}.`, record: null, freeze }), ({ name }) => `freeze "${name}"`);
}

function byBlackouts(facts: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  const gate = facts.policy.gates.find((one) => one.gate === 'no-freeze');
  if (gate === undefined) return [];
  const counted = countedSchedules.default('ALL').safeParse(gate.parameters['blackouts']);
  if (!counted.success) return "Nobody can tell which blackouts count: the policy's parameters of no-freeze are wrong.";
  const { windows } = facts.asked;
  if (counted.data !== 'NONE') {
    if (windows.state !== 'known') return `Nobody can tell which blackouts the tools keep: ${whyNot(windows)}.`;
    const unread = windows.value.find(({ windows: told }) => told.state !== 'known');
    if (unread !== undefined) return `Nobody can tell which blackouts ${unread.connection} keeps.`;
  }
  const { schedules: blackouts, missing } = blackoutsThatCount(facts, counted.data);
  if (missing.length > 0) return `The policy counts the blackout "${missing.join('", "')}", and no tool keeps one of that name.`;
  const holding = (blackout: (typeof blackouts)[number]): readonly Timed[] | null => timedOf(blackout)?.filter(({ first }) => !isPassed(facts, 'BLACKOUTS', first)) ?? null;
  return stretches(blackouts, holding, allowed, (blackout) => ({ because: `The blackout "${blackout.label}" of ${blackout.source.connection}.`, record: blackout, freeze: null }), ({ label }) => `blackout "${label}"`);
}

/** What lies outside of the maintenance schedules, where the policy of change-window-is-open holds the release to some. */
function byMaintenance(facts: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  const counted = countedSchedules.default('NONE').safeParse(facts.policy.gates.find((one) => one.gate === 'change-window-is-open')?.parameters['maintenance']);
  if (!counted.success) return "Nobody can tell which maintenance schedules count: the policy's parameters of change-window-is-open are wrong.";
  if (!isBound(facts, counted.data)) return [];
  const { windows } = facts.asked;
  if (windows.state !== 'known') return `Nobody can tell which maintenance schedules the tools keep: ${whyNot(windows)}.`;
  const unread = windows.value.find(({ windows: told }) => told.state !== 'known');
  if (unread !== undefined) return `Nobody can tell which maintenance schedules ${unread.connection} keeps.`;
  const { schedules, missing } = maintenanceThatCounts(facts, counted.data);
  if (missing.length > 0) return `The policy names the maintenance schedule "${missing.join('", "')}", and no tool keeps one of that name.`;
  try {
    // What cannot be read allows nothing: a later window than there is does no harm.
    return gapsWithin(schedules.flatMap((one) => timedOf(one) ?? []), allowed).map((window) => ({ window, because: `Outside of the maintenance schedules ${schedules.map(({ label }) => `"${label}"`).join(', ')}.`, record: schedules[0] ?? null, freeze: null }));
  } catch {
    return 'When the maintenance schedules are on cannot be told.';
  }
}

/** Whether the policy of no-freeze lets the release pass what is on then, because all of its changes are standard ones. */
function isPassed(facts: Facts, what: 'FREEZES' | 'BLACKOUTS', stretch: Stretch): boolean {
  const passed = passedByStandard.safeParse(facts.policy.gates.find((one) => one.gate === 'no-freeze')?.parameters['standardChangesPass']);
  return passed.success && standardPasses(what, passed.data, stretch) && standardChangesOf(facts) !== null;
}

/** A change in conflict denies its whole window: by which minutes it could move, only its tool knows. */
function byConflicts({ asked: { conflicts }, changes, policy }: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  const gate = policy.gates.find((one) => one.gate === 'no-conflicting-change');
  if (gate === undefined) return [];
  if (conflicts.state !== 'known') return `Nobody can tell which changes are in conflict: ${whyNot(conflicts)}.`;
  const borne: unknown = gate.parameters['bears'];
  const blockers: WindowBlocker[] = [];
  for (const change of changes.flatMap(({ record }) => (record.state === 'known' ? [record.value] : []))) {
    const told = conflicts.value.find(({ of }) => of === change.id)?.told;
    if (told?.state !== 'known' || change.conflictsCheckedAt === null) return `Nobody can tell whether ${change.label} is in conflict with another change: have its conflicts checked in ${change.source.connection}.`;
    const standing = told.value.filter(({ kind }) => !(Array.isArray(borne) && borne.includes(kind)));
    if (standing.length > 0) blockers.push({ window: allowed, because: `${change.label} is in conflict with ${standing.map(({ withChange, kind }) => withChange ?? kind).join(', ')}.`, record: change, freeze: null });
  }
  return blockers;
}

/** What is on within the stretch, one blocker for each time that it is; a sentence when that cannot be told. */
function stretches<T>(all: readonly T[], times: (one: T) => readonly Timed[] | null, within: TimeWindow, tell: (one: T) => Omit<WindowBlocker, 'window'>, name: (one: T) => string): readonly WindowBlocker[] | string {
  const blockers: WindowBlocker[] = [];
  for (const one of all) {
    const timed = times(one);
    if (timed === null) return `When the ${name(one)} is on cannot be told: some of its entries cannot be read here.`;
    try {
      blockers.push(...timed.flatMap((each) => stretchesWithin(each, within)).map((window) => ({ window, ...tell(one) })));
    } catch {
      return `When the ${name(one)} is on cannot be told.`;
    }
  }
  return blockers;
}
