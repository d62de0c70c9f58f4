import type { ChangeWindow } from '../../../domain/change-window.ts';
import { isBound, maintenanceThatCounts, type CountedSchedules } from '../../counted-schedules.ts';
import { saidLong } from '../../expected-duration.ts';
import type { Facts } from '../../facts.ts';
import { finding, says, unlearnt, type Finding } from '../../finding.ts';
import { coveredFrom } from '../../time/cover.ts';
import type { Timed } from '../../time/freezes.ts';
import { timedOf } from '../../time/schedules.ts';

/** Maintenance schedules that a tool keeps, as the only time that is allowed: it must lie in one of those that count, or in several that follow each other. */
export function ofMaintenance(facts: Facts, counted: CountedSchedules, neededMs: number): readonly Finding[] {
  const { windows } = facts.asked;
  if (!isBound(facts, counted)) return [];
  if (windows.state !== 'known') return [unlearnt('which maintenance schedules the tools keep', windows)];
  const { schedules, missing } = maintenanceThatCounts(facts, counted);
  const read = schedules.map((schedule) => ({ schedule, timed: timedOf(schedule) }));
  const times = read.flatMap(({ timed }) => timed ?? []);
  const from = openFrom(times, facts.judgedAt, Math.max(1, neededMs));
  if (from === facts.judgedAt) return [inside(schedules, neededMs)];
  // Allowed time that could not be read may be now: nobody knows, and what could be read does not allow it.
  const doubts = [
    ...windows.value.flatMap(({ connection, windows: told }) => (told.state === 'known' ? [] : [unlearnt(`which maintenance schedules ${connection} keeps`, told)])),
    ...missing.map(nowhere),
    ...read.flatMap(({ schedule, timed }) => (timed === null || from === undefined ? [untold(schedule)] : [])),
  ];
  return doubts.length > 0 ? doubts : [outside(schedules, from ?? null, facts, neededMs)];
}

/** undefined when some rule cannot be followed. */
function openFrom(times: readonly Timed[], now: string, neededMs: number): string | null | undefined {
  try {
    return coveredFrom(times, now, neededMs);
  } catch {
    return undefined;
  }
}

function inside(schedules: readonly ChangeWindow[], neededMs: number): Finding {
  return finding('PASS', {
    because: `It is maintenance time by ${named(schedules)}${neededMs > 0 ? `, for the ${saidLong(neededMs)} that a deployment takes` : ''}.`, actual: 'within maintenance', restsOn: ['within maintenance'],
    evidence: schedules.map((one) => says(one, 'occurrences', null)),
  });
}

function outside(schedules: readonly ChangeWindow[], from: string | null, { release }: Facts, neededMs: number): Finding {
  const long = neededMs > 0 ? ` for the ${saidLong(neededMs)} that a deployment takes` : '';
  const because = schedules.length === 0 ? `${release.serviceKey} may go out in maintenance time only, and no tool keeps a maintenance schedule.`
    : `${release.serviceKey} may go out in maintenance time only, and ${named(schedules)} ${schedules.length === 1 ? 'is' : 'are'} not on${long}${from === null ? '' : ` before ${from}`}.`;
  return finding('FAIL', {
    because, actual: 'outside of maintenance', restsOn: ['outside of maintenance'], evidence: schedules.map((one) => says(one, 'occurrences', from)), passesFromAt: from,
    remedy: from === null ? 'Have a maintenance schedule entered that leaves room, or take it out of the policy of change-window-is-open.' : `Wait until ${from}, or deploy when the window opens.`, remedyUrl: schedules[0]?.source.url ?? null,
  });
}

function nowhere(name: string): Finding {
  return finding('UNKNOWN', {
    because: `The policy names the maintenance schedule "${name}", and no tool keeps one of that name.`, actual: `no "${name}"`, restsOn: [`maintenance ${name} missing`],
    remedy: `Mend the name in the policy's maintenance, or let our account read the schedule "${name}".`,
  });
}

function untold(schedule: ChangeWindow): Finding {
  return finding('UNKNOWN', {
    because: `When the maintenance "${schedule.label}" of ${schedule.source.connection} is on cannot be told: some of its entries cannot be read here.`, actual: `"${schedule.label}" at times unknown`,
    evidence: [says(schedule, 'occurrences', null)], restsOn: [`${schedule.id} times unknown`], remedyUrl: schedule.source.url,
    remedy: `Give "${schedule.label}" a time zone and entries that Muster can read, or name others in the policy of change-window-is-open.`,
  });
}

function named(schedules: readonly ChangeWindow[]): string {
  return schedules.map(({ label }) => `"${label}"`).join(', ');
}
