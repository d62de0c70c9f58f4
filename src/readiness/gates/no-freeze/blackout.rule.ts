import type { ChangeWindow } from '../../../domain/change-window.ts';
import { blackoutsThatCount, type CountedSchedules } from '../../counted-schedules.ts';
import type { Facts } from '../../facts.ts';
import { finding, says, unlearnt, type Finding } from '../../finding.ts';
import { stretchAt } from '../../time/freezes.ts';
import { timedOf } from '../../time/schedules.ts';
import { passing, whenOn, type Reckoned, type Rules } from './reckoned.ts';

/** Blackout schedules that a tool keeps. Which items their conditions name is not read: who counts them says so in the policy. */
export function ofBlackouts(facts: Facts, counted: CountedSchedules, rules: Rules): Reckoned {
  const { windows } = facts.asked;
  if (counted === 'NONE') return { findings: [], times: [] };
  if (windows.state !== 'known') return { findings: [unlearnt('which blackouts the tools keep', windows)], times: null };
  const unread = windows.value.flatMap(({ connection, windows: told }) => (told.state === 'known' ? [] : [unlearnt(`which blackouts ${connection} keeps`, told)]));
  const { schedules, missing } = blackoutsThatCount(facts, counted);
  const findings = [...unread, ...missing.map(nowhere), ...schedules.flatMap((blackout) => findingOf(blackout, facts.judgedAt, rules))];
  const times = schedules.flatMap((blackout) => timedOf(blackout) ?? []).filter(({ first }) => passing('BLACKOUTS', first, rules) === null);
  return { findings, times: findings.some(({ outcome }) => outcome === 'UNKNOWN') ? null : times };
}

function nowhere(name: string): Finding {
  return finding('UNKNOWN', {
    because: `The policy counts the blackout "${name}", and no tool keeps one of that name.`, actual: `no "${name}"`, restsOn: [`blackout ${name} missing`],
    remedy: `Mend the name in the policy's blackouts, or let our account read the schedule "${name}".`,
  });
}

function findingOf(blackout: ChangeWindow, now: string, rules: Rules): readonly Finding[] {
  const stretch = coveringOf(blackout, now, rules.neededMs);
  if (stretch === null) return [];
  if (stretch === undefined) {
    return [finding('UNKNOWN', {
      because: `When the blackout "${blackout.label}" of ${blackout.source.connection} is on cannot be told: some of its entries cannot be read here.`, actual: `"${blackout.label}" at times unknown`,
      evidence: [says(blackout, 'occurrences', null)], restsOn: [`${blackout.id} times unknown`], remedyUrl: blackout.source.url,
      remedy: `Name the blackouts that count in the policy of no-freeze, or give "${blackout.label}" a time zone and entries that Muster can read.`,
    })];
  }
  const on = `The blackout "${blackout.label}" of ${blackout.source.connection} ${whenOn(stretch, now, rules.neededMs)}`;
  const shown = { actual: `"${blackout.label}" until ${stretch.endAt ?? 'further notice'}`, evidence: [says(blackout, 'occurrences', `${stretch.startAt} to ${stretch.endAt ?? 'further notice'}`)] };
  const standard = passing('BLACKOUTS', stretch, rules);
  if (standard !== null) return [finding('PASS', { ...shown, because: `${on}, and lets standard changes pass: ${standard.join(', ')}.`, restsOn: [`${blackout.id} lets standard changes pass`] })];
  return [finding('FAIL', {
    ...shown, because: `${on}.`, restsOn: [`${blackout.id} on`],
    remedy: `Wait until ${stretch.endAt ?? 'it ends'}.`, remedyUrl: blackout.source.url,
  })];
}

/** The stretch that covers `now` or the time needed after it, null for none, undefined when that cannot be told. */
function coveringOf(blackout: ChangeWindow, now: string, neededMs: number): ReturnType<typeof stretchAt> | undefined {
  try {
    const covering = timedOf(blackout)?.map((one) => stretchAt(one, now, neededMs)).filter((stretch) => stretch !== null);
    return covering === undefined ? undefined : covering[0] ?? null;
  } catch {
    return undefined;
  }
}
