import { concerns } from '../../domain/freeze.ts';
import type { TimeWindow } from '../../domain/instant.ts';
import { blackoutsThatCount, countedBlackouts } from '../blackouts.ts';
import type { Facts } from '../facts.ts';
import { stretchesWithin, type Timed } from '../time/freezes.ts';
import { timedOf } from '../time/schedules.ts';
import { whyNot, type WindowBlocker } from './blocker.ts';

/** Everything that denies time in this stretch; a sentence when some of it cannot be told, since unknown is not free. */
export function deniedWithin(facts: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  if (allowed.startAt >= allowed.endAt) return [];
  const parts = [byFreezes(facts, allowed), byBlackouts(facts, allowed), byConflicts(facts, allowed)];
  return parts.find((part) => typeof part === 'string') ?? parts.flatMap((part) => (typeof part === 'string' ? [] : part));
}

function byFreezes({ asked: { freezes }, release, environment }: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  if (freezes.state !== 'known') return `Nobody can tell which freezes stand: ${whyNot(freezes)}.`;
  const concerned = freezes.value.filter((freeze) => concerns(freeze, environment.name, release.serviceKey));
  return stretches(concerned, (freeze) => [freeze], allowed, (freeze) => ({ because: `The freeze "${freeze.name}": ${freeze.reason.replace(/\.$/, '')}.`, record: null, freeze }), ({ name }) => `freeze "${name}"`);
}

function byBlackouts(facts: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  const gate = facts.policy.gates.find((one) => one.gate === 'no-freeze');
  if (gate === undefined) return [];
  const counted = countedBlackouts.default('ALL').safeParse(gate.parameters['blackouts']);
  if (!counted.success) return "Nobody can tell which blackouts count: the policy's parameters of no-freeze are wrong.";
  const { windows } = facts.asked;
  if (counted.data !== 'NONE') {
    if (windows.state !== 'known') return `Nobody can tell which blackouts the tools keep: ${whyNot(windows)}.`;
    const unread = windows.value.find(({ windows: told }) => told.state !== 'known');
    if (unread !== undefined) return `Nobody can tell which blackouts ${unread.connection} keeps.`;
  }
  const { blackouts, missing } = blackoutsThatCount(facts, counted.data);
  if (missing.length > 0) return `The policy counts the blackout "${missing.join('", "')}", and no tool keeps one of that name.`;
  return stretches(blackouts, timedOf, allowed, (blackout) => ({ because: `The blackout "${blackout.label}" of ${blackout.source.connection}.`, record: blackout, freeze: null }), ({ label }) => `blackout "${label}"`);
}

/** A change in conflict denies its whole window: by which minutes it could move, only its tool knows. */
function byConflicts({ asked: { conflicts }, changes, policy }: Facts, allowed: TimeWindow): readonly WindowBlocker[] | string {
  const gate = policy.gates.find((one) => one.gate === 'no-conflicting-change');
  if (gate === undefined) return [];
  if (conflicts.state !== 'known') return `Nobody can tell which changes are in conflict: ${whyNot(conflicts)}.`;
  const borne: unknown = gate.parameters['bears'];
  const blockers: WindowBlocker[] = [];
  for (const { of, told } of conflicts.value) {
    const change = changes.flatMap(({ record }) => (record.state === 'known' && record.value.id === of ? [record.value] : []))[0];
    if (change === undefined) continue;
    if (told.state !== 'known' || change.conflictsCheckedAt === null) return `Nobody can tell whether ${change.label} is in conflict with another change: have its conflicts checked in ${change.source.connection}.`;
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
