import { z } from 'zod';
import type { TimeWindow } from '../../../domain/instant.ts';
import type { ChangeFacts, Facts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { evidenceOfPlan } from '../../plan.ts';

/** Half-open windows: the start belongs to them, the end does not. Every window must be open at once. */
export const changeWindowIsOpen = defineGate({
  name: 'change-window-is-open',
  sentence: 'The windows of every change and of the plan are open now.',
  why: 'Work on production happens when change management, operations and the business expect it, and at no other time.',
  needs: ['planned start and end of each change', "the plan's window"],
  parameters: z.strictObject({}),
  relations: ['CHANGE'],
  look(facts, _parameters, mayBeEmpty) {
    return {
      expected: `a window that is open at ${facts.judgedAt}`,
      findings: facts.changes.length > 0 ? ofAll(facts) : mayBeEmpty && facts.plan?.plan.window != null ? [ofPlan(facts)] : [],
      passes: 'Every change window is open, and the plan agrees.',
      nothing: {
        because: `No change is linked to ${facts.release.key} for ${facts.environment.name}, so there is no window.`,
        remedy: `Open a change with the correlation id ${facts.release.key} and a planned start and end.`,
      },
    };
  },
});

function ofAll(facts: Facts): readonly Finding[] {
  return [...facts.changes.map((change) => ofChange(change, facts.judgedAt)), ofPlan(facts), ...overlap(facts)];
}

function ofChange(change: ChangeFacts, now: string): Finding {
  const broken = unusable(change);
  if (broken !== null || change.record.state !== 'known') return broken ?? hidden(change, 'plannedStartAt', 'the window');
  const record = change.record.value;
  const window = windowOf(change);
  const evidence = [says(record, 'plannedStartAt', record.plannedStartAt), says(record, 'plannedEndAt', record.plannedEndAt)];
  if (window === null) {
    return finding('FAIL', {
      because: `${record.label} has no planned start and end.`, actual: `${record.label} without a window`, evidence, restsOn: [`${record.id} without a window`],
      remedy: `Give ${record.label} a planned start and end in ${record.source.connection}.`, remedyUrl: record.source.url,
    });
  }
  return timed(record.label, window, now, { evidence, restsOn: [record.id], remedyUrl: record.source.url });
}

function ofPlan({ plan, release, environment, judgedAt }: Facts): Finding {
  if (plan === null) {
    return finding('FAIL', {
      because: `There is no deployment plan of ${release.key} for ${environment.name}.`, actual: 'no plan', restsOn: ['no plan'],
      remedy: `Plan the deployment of ${release.key} to ${environment.name}.`,
    });
  }
  const label = `Plan version ${plan.plan.version}`;
  const evidence = [evidenceOfPlan(plan.plan, 'window', plan.plan.window === null ? "the change's own" : said(plan.plan.window))];
  if (plan.plan.window === null) return finding('PASS', { because: `${label} leaves the time to the change.`, actual: 'any time', evidence, restsOn: [`${plan.plan.id} any time`] });
  return timed(label, plan.plan.window, judgedAt, { evidence, restsOn: [plan.plan.id], remedyUrl: null });
}

type Telling = Pick<Finding, 'evidence' | 'restsOn' | 'remedyUrl'>;

/** Only a window that has yet to open is a matter of time; one that is over, or upside down, needs a person. */
function timed(label: string, window: TimeWindow, now: string, telling: Telling): Finding {
  const decided = (word: string): Telling => ({ ...telling, restsOn: telling.restsOn.map((id) => `${id} window ${word}`) });
  const actual = `${label}: ${said(window)}`;
  if (window.startAt >= window.endAt) return finding('FAIL', { because: `${label} ends before it starts.`, actual, ...decided('upside down'), remedy: `Give ${label} an end after its start.` });
  if (now >= window.endAt) return finding('FAIL', { because: `The window of ${label} closed at ${window.endAt}.`, actual, ...decided('over'), remedy: `Plan ${label} anew for a time to come.` });
  if (now < window.startAt) return finding('FAIL', { because: `The window of ${label} opens at ${window.startAt}.`, actual, ...decided('to come'), remedy: `Wait until ${window.startAt}, or deploy when the window opens.`, passesFromAt: window.startAt });
  return finding('PASS', { because: `The window of ${label} is open until ${window.endAt}.`, actual, ...decided('open') });
}

/** Windows that never stand open together are a conflict that no waiting mends. */
function overlap({ changes, plan, release }: Facts): readonly Finding[] {
  const windows = [...changes.map(windowOf), plan?.plan.window ?? null].filter((window) => window !== null);
  const opens = windows.map((window) => window.startAt).sort().at(-1);
  const closes = windows.map((window) => window.endAt).sort()[0];
  if (opens === undefined || closes === undefined || opens < closes) return [];
  return [finding('FAIL', {
    because: `The windows of ${release.key} are never open together: one opens at ${opens}, another closes at ${closes}.`,
    actual: `latest start ${opens}, earliest end ${closes}`, restsOn: ['windows never open together'],
    remedy: 'Move the changes and the plan to one common window.',
  })];
}

function windowOf({ record }: ChangeFacts): TimeWindow | null {
  if (record.state !== 'known' || record.value.plannedStartAt === null || record.value.plannedEndAt === null) return null;
  return { startAt: record.value.plannedStartAt, endAt: record.value.plannedEndAt };
}

function said(window: TimeWindow): string {
  return `${window.startAt} to ${window.endAt}`;
}
