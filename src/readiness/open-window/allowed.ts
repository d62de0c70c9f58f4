import type { Instant, TimeWindow } from '../../domain/instant.ts';
import type { SourceRecord } from '../../domain/source.ts';
import type { ChangeFacts, Facts } from '../facts.ts';
import { whyNot, type WindowBlocker } from './blocker.ts';

/** The window of one change or of the plan, and the record that says so, where it is one. */
interface OwnWindow {
  readonly window: TimeWindow;
  readonly label: string;
  readonly record: SourceRecord | null;
}

/** The stretch that all windows allow together, cut to what is yet to come, and who opens later than wished; a sentence when nobody can tell. */
export function allowedBy({ changes, plan, release, environment }: Facts, from: Instant): { readonly window: TimeWindow; readonly blockers: readonly WindowBlocker[] } | string {
  if (changes.length === 0) return `No change is linked to ${release.key} for ${environment.name}, so there is no window: open one with the correlation id ${release.key}.`;
  const windows: OwnWindow[] = [];
  for (const change of changes) {
    const own = windowOf(change);
    if (typeof own === 'string') return own;
    windows.push(own);
  }
  if (plan?.plan.window != null) windows.push({ window: plan.plan.window, label: `plan version ${plan.plan.version}`, record: null });
  const startAt = windows.reduce((latest, { window }) => (window.startAt > latest ? window.startAt : latest), from);
  const endAt = windows.reduce((earliest, { window }) => (window.endAt < earliest ? window.endAt : earliest), windows[0]?.window.endAt ?? from);
  return {
    window: { startAt, endAt },
    blockers: windows.flatMap(({ window, label, record }) => (window.startAt <= from ? [] : [{ window: { startAt: from, endAt: window.startAt }, because: `The window of ${label} opens at ${window.startAt}.`, record, freeze: null }])),
  };
}

function windowOf({ record, source, discountedBecause }: ChangeFacts): OwnWindow | string {
  if (discountedBecause !== null) return `${source.key} does not count: ${discountedBecause}.`;
  if (record.state !== 'known') return `Nobody can tell the window of ${source.key}: ${whyNot(record)}.`;
  const { plannedStartAt, plannedEndAt } = record.value;
  if (plannedStartAt === null || plannedEndAt === null) return `${source.key} has no planned start and end: give it both in ${source.connection}.`;
  return { window: { startAt: plannedStartAt, endAt: plannedEndAt }, label: source.key, record: record.value };
}
