import type { Waiver, WaiverState } from '../domain/waiver.ts';
import { durationOf } from './duration.ts';

interface Standing {
  readonly waiver: Waiver;
  readonly state: WaiverState;
  readonly serviceKey: string;
}

interface Debt {
  readonly active: readonly Waiver[];
  readonly byGate: readonly Count[];
  readonly byService: readonly Count[];
  readonly openFollowUps: readonly Waiver[];
  readonly oldest: string | null;
}
interface Count { readonly name: string; readonly count: number }

/** What is let go now, the oldest first, and the emergencies that nobody has looked into yet: those stay even after their time, until somebody settles them. */
export function waiverDebt(all: readonly Standing[], now: Date): Debt {
  const active = all.filter(({ state }) => state === 'ACTIVE').sort((one, other) => byTime(sinceOf(one.waiver), sinceOf(other.waiver)));
  const openFollowUps = all.map(({ waiver }) => waiver).filter(({ decision, breakGlass }) => decision?.isApproved === true && breakGlass?.followUp.settled === null);
  const [oldest] = active;
  return {
    active: active.map(({ waiver }) => waiver),
    byGate: counted(active.map(({ waiver }) => waiver.gate)), byService: counted(active.map(({ serviceKey }) => serviceKey)),
    openFollowUps: openFollowUps.sort((one, other) => byTime(one.breakGlass?.followUp.dueAt ?? '', other.breakGlass?.followUp.dueAt ?? '')),
    oldest: oldest === undefined ? null : durationOf(Math.floor((now.getTime() - Date.parse(sinceOf(oldest.waiver))) / 1_000) * 1_000),
  };
}

function sinceOf({ decision, requestedAt }: Waiver): string {
  return decision?.at ?? requestedAt;
}

function byTime(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The most first. */
function counted(names: readonly string[]): readonly Count[] {
  return [...Map.groupBy(names, (name) => name)].map(([name, its]) => ({ name, count: its.length })).sort((one, other) => other.count - one.count || byTime(one.name, other.name));
}
