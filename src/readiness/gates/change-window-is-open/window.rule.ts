import type { TimeWindow } from '../../../domain/instant.ts';
import { saidLong } from '../../expected-duration.ts';
import type { ChangeFacts, Facts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import { evidenceOfPlan } from '../../plan.ts';

/** The windows of the changes and of the plan, one by one and together, each with so much time left in it. */
export function ofWindows(facts: Facts, neededMs: number): readonly Finding[] {
  return [...facts.changes.map((change) => ofChange(change, { now: facts.judgedAt, neededMs })), ofPlan(facts, neededMs), ...overlap(facts, neededMs)];
}

interface Moment {
  readonly now: string;
  readonly neededMs: number;
}

function ofChange(change: ChangeFacts, moment: Moment): Finding {
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
  return timed(record.label, window, moment, { evidence, restsOn: [record.id], remedyUrl: record.source.url });
}

export function ofPlan({ plan, release, environment, judgedAt }: Facts, neededMs: number): Finding {
  if (plan === null) {
    return finding('FAIL', {
      because: `There is no deployment plan of ${release.key} for ${environment.name}.`, actual: 'no plan', restsOn: ['no plan'],
      remedy: `Plan the deployment of ${release.key} to ${environment.name}.`,
    });
  }
  const label = `Plan version ${plan.plan.version}`;
  const evidence = [evidenceOfPlan(plan.plan, 'window', plan.plan.window === null ? "the change's own" : said(plan.plan.window))];
  if (plan.plan.window === null) return finding('PASS', { because: `${label} leaves the time to the change.`, actual: 'any time', evidence, restsOn: [`${plan.plan.id} any time`] });
  return timed(label, plan.plan.window, { now: judgedAt, neededMs }, { evidence, restsOn: [plan.plan.id], remedyUrl: null });
}

type Telling = Pick<Finding, 'evidence' | 'restsOn' | 'remedyUrl'>;

/** Only a window that has yet to open is a matter of time; one that is over, or upside down, needs a person, and so does one that is too short. */
function timed(label: string, window: TimeWindow, { now, neededMs }: Moment, telling: Telling): Finding {
  const decided = (word: string): Telling => ({ ...telling, restsOn: telling.restsOn.map((id) => `${id} window ${word}`) });
  const actual = `${label}: ${said(window)}`;
  if (window.startAt >= window.endAt) return finding('FAIL', { because: `${label} ends before it starts.`, actual, ...decided('upside down'), remedy: `Give ${label} an end after its start.` });
  if (now >= window.endAt) return finding('FAIL', { because: `The window of ${label} closed at ${window.endAt}.`, actual, ...decided('over'), remedy: `Plan ${label} anew for a time to come.` });
  const takes = `a deployment takes ${saidLong(neededMs)}`;
  if (!fits(window, neededMs)) return finding('FAIL', { because: `The window of ${label} from ${window.startAt} to ${window.endAt} is too short: ${takes}.`, actual, ...decided('too short'), remedy: `Plan ${label} anew with a longer window.` });
  if (now < window.startAt) return finding('FAIL', { because: `The window of ${label} opens at ${window.startAt}.`, actual, ...decided('to come'), remedy: `Wait until ${window.startAt}, or deploy when the window opens.`, passesFromAt: window.startAt });
  if (!fits({ startAt: now, endAt: window.endAt }, neededMs)) return finding('FAIL', { because: `The window of ${label} closes at ${window.endAt}, and ${takes}: one that begins now would overrun it.`, actual, ...decided('too short by now'), remedy: `Plan ${label} anew with a window that ends later.` });
  return finding('PASS', { because: `The window of ${label} is open until ${window.endAt}.`, actual, ...decided('open') });
}

/** Windows that never stand open together are a conflict that no waiting mends. */
function overlap({ changes, plan, release }: Facts, neededMs: number): readonly Finding[] {
  const windows = [...changes.map(windowOf), plan?.plan.window ?? null].filter((window) => window !== null);
  const opens = windows.map((window) => window.startAt).sort().at(-1);
  const closes = windows.map((window) => window.endAt).sort()[0];
  if (opens === undefined || closes === undefined || (opens < closes && fits({ startAt: opens, endAt: closes }, neededMs))) return [];
  return [finding('FAIL', {
    because: `The windows of ${release.key} are never open together${neededMs > 0 ? ` for the ${saidLong(neededMs)} that a deployment takes` : ''}: one opens at ${opens}, another closes at ${closes}.`,
    actual: `latest start ${opens}, earliest end ${closes}`, restsOn: ['windows never open together'],
    remedy: 'Move the changes and the plan to one common window.',
  })];
}

function windowOf({ record }: ChangeFacts): TimeWindow | null {
  if (record.state !== 'known' || record.value.plannedStartAt === null || record.value.plannedEndAt === null) return null;
  return { startAt: record.value.plannedStartAt, endAt: record.value.plannedEndAt };
}

function fits({ startAt, endAt }: TimeWindow, neededMs: number): boolean {
  return Date.parse(endAt) - Date.parse(startAt) >= neededMs;
}

function said(window: TimeWindow): string {
  return `${window.startAt} to ${window.endAt}`;
}
