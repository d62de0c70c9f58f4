import type { Change } from '../../domain/change.ts';
import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ChangeDesk, ChangeOpening, NewChange } from '../../domain/ports/desk.ts';
import { HttpProblem } from '../http/index.ts';
import { finishChange } from './change-finish.ts';
import { checkCorrelation, openedBy, orderOf, type ChangeOrder } from './change-order.ts';
import { createChangeReader } from './change-reader.ts';
import { refuse, type Instance } from './instance.ts';
import { compared, isSysId } from './query.ts';
import { readAll } from './table.ts';
import { changeFields, changeOf, changeTable } from './translate/change.ts';
import { openedChange, sysIdOf, valueOf } from './wire.ts';

/** Transactions are cancelled after 60 s (apis/README.md §1, quotas); what has not appeared twice as long after never will. */
const longestTransactionMs = 120_000;
const over: ReadonlySet<string> = new Set<Change['state']>(['REVIEW', 'CLOSED', 'CANCELED']);

interface Standing {
  readonly id: string;
  readonly change: Change;
  readonly isOurs: boolean;
}

/**
 * Opens a change once per correlation: looked up first, and again when the answer to its creation was lost. One that is
 * hidden from us might be the one, so then none is opened. A change that people opened is answered as it stands; one that
 * Muster opened is given what it still lacks (items, conflict check) while it is new.
 */
export function createChangeOpener(instance: Instance): NonNullable<ChangeDesk['open']> {
  return async (wish, ask) => {
    checkCorrelation(wish.correlation);
    const standing = await standingChange(instance, wish.correlation, ask);
    if (standing !== null) return finished(instance, standing, wish, { isNew: false, left: [] }, ask);
    if (mayStillAppear(instance, wish)) return unclear(instance, wish);
    const order = await orderOf(instance, wish, ask);
    await wish.beforeCreation();
    return create(instance, wish, order, ask);
  };
}

async function create(instance: Instance, wish: NewChange, order: ChangeOrder, ask: Ask): Promise<ChangeOpening> {
  const answer = await post(instance, order, ask);
  const made = await (answer === null ? standingChange(instance, wish.correlation, ask) : readBack(instance, answer.id, ask)).catch(() => null);
  if (made === null) return unclear(instance, wish);
  if (made.change.correlationId !== wish.correlation) return { outcome: 'UNCLEAR', because: `${instance.name} answered with ${made.change.label}, which does not carry the correlation id ${wish.correlation}; if that is the change it opened, write the id there, and grant our account the right to write correlation_id`, about: [made.change.id] };
  return finished(instance, { ...made, isOurs: true }, wish, { isNew: true, left: [...order.left, ...differences(instance, made.change, wish, answer?.ignored ?? [])] }, ask);
}

/** Once. Null when nobody can tell whether it was done; throws when it certainly was not. */
async function post(instance: Instance, { path, query, json }: ChangeOrder, ask: Ask): Promise<{ readonly id: string; readonly ignored: readonly string[] } | null> {
  try {
    const { body } = await instance.http.send({ method: 'POST', path, query, json, schema: openedChange, ask, doing: 'opening a change' });
    return isSysId(body.result.id) ? body.result : null;
  } catch (error) {
    if (!(error instanceof SourceError) || (error instanceof HttpProblem && wasNeverDone(error))) throw error;
    return null;
  }
}

/** Refused, or never sent. */
function wasNeverDone(problem: HttpProblem): boolean {
  return problem.isDefiniteRefusal || !problem.mayHaveArrived;
}

function mayStillAppear({ clock }: Instance, { askedAt }: NewChange): boolean {
  return askedAt !== null && clock.now().getTime() - Date.parse(askedAt) < longestTransactionMs;
}

function unclear({ name }: Instance, { correlation }: NewChange): ChangeOpening {
  return { outcome: 'UNCLEAR', because: `${name} did not tell whether it opened the change ${correlation}; ask again in two minutes: it is looked up first, and never opened twice` };
}

/** The oldest change of this correlation that is not over, to the letter; the database compares without case. */
async function standingChange(instance: Instance, correlation: string, ask: Ask): Promise<Standing | null> {
  const answer = await readAll(instance, {
    table: changeTable, fields: [...changeFields, 'correlation_display', 'sys_created_on'], ask, doing: 'finding a change by correlation id',
    conditions: [compared('correlation_id', '=', correlation)], expects: (row) => valueOf(row, 'correlation_id')?.toLowerCase() === correlation.toLowerCase(),
  });
  if (answer.hidden > 0) throw refuse(instance, 'FORBIDDEN', `hides a change of the correlation ${correlation} from our account; grant it the right to read changes`);
  const own = answer.rows.filter((row) => valueOf(row, 'correlation_id') === correlation).map((row) => ({ row, change: changeOf(row, { instance, fetchedAt: answer.fetchedAt }) }));
  const [oldest] = own.filter(({ change }) => !over.has(change.state)).sort((a, b) => (valueOf(a.row, 'sys_created_on') ?? '').localeCompare(valueOf(b.row, 'sys_created_on') ?? ''));
  return oldest === undefined ? null : { id: sysIdOf(oldest.row), change: oldest.change, isOurs: valueOf(oldest.row, 'correlation_display') === openedBy };
}

async function finished(instance: Instance, { id, change, isOurs }: Standing, wish: NewChange, { isNew, left }: { readonly isNew: boolean; readonly left: readonly string[] }, ask: Ask): Promise<ChangeOpening> {
  if (!isOurs || change.state !== 'NEW') return { outcome: 'OPEN', change, isNew, unfinished: left };
  const unfinished = [...left, ...await finishChange(instance, id, change, wish, ask)];
  return { outcome: 'OPEN', change: await readBack(instance, id, ask).then((now) => now.change, () => change), isNew, unfinished };
}

async function readBack(instance: Instance, id: string, ask: Ask): Promise<Omit<Standing, 'isOurs'>> {
  const [change] = await createChangeReader(instance).read([{ id }], ask);
  if (change === undefined) throw refuse(instance, 'UNEXPECTED_ANSWER', 'does not show the change that it has just opened; grant our account the right to read changes');
  return { id, change };
}

/** Fields it did not look at are named in __meta, not refused: one that is empty now is missing; a template's own value is as good. */
function differences({ name }: Instance, change: Change, wish: NewChange, ignored: readonly string[]): readonly string[] {
  const { label, plannedStartAt, plannedEndAt, backoutPlan, testPlan } = change;
  const isOtherDate = wish.window !== null && (plannedStartAt === null || plannedEndAt === null || Date.parse(plannedStartAt) !== second(wish.window.startAt) || Date.parse(plannedEndAt) !== second(wish.window.endAt));
  const empty = [[wish.backoutPlan, backoutPlan, 'back-out plan'], [wish.testPlan, testPlan, 'test plan']].filter(([asked, kept]) => asked !== null && kept === null).map(([, , field]) => field);
  return [
    ...(isOtherDate ? [`${name} opened ${label} with other dates than the plan's${ignored.includes('start_date') || ignored.includes('end_date') ? ', which it ignored' : ''}; set them there`] : []),
    ...(empty.length === 0 ? [] : [`${name} opened ${label} without its ${empty.join(' and ')}; write it there`]),
  ];
}

/** It keeps whole seconds. */
function second(moment: string): number {
  return Math.floor(Date.parse(moment) / 1_000) * 1_000;
}
