import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { approvalStates, changeStates, changeTypes, taskStates } from '../../domain/change.ts';
import { operationalStates } from '../../domain/configuration-item.ts';
import { createProblemReader } from './problem.ts';
import { approvalOf } from './translate/approval.ts';
import { changeOf } from './translate/change.ts';
import { itemOf, serviceLevelOf } from './translate/item.ts';
import { articleOf } from './translate/knowledge.ts';
import { licenceOf } from './translate/licence.ts';
import { accountRecordOf } from './translate/person.ts';
import { reconciledOf } from './translate/reconcile.ts';
import { windowOf } from './translate/schedule.ts';
import { taskOf } from './translate/task.ts';
import { incidentOf, problemOf } from './translate/trouble.ts';
import { conflictAnswer, knowledgeAnswer, nextStatesAnswer, reconcileAnswer, sysIdOf, tableList, tableRecord, typedList, workerAnswer, type Row } from './wire.ts';

const folder = join(import.meta.dirname, '../../../../shared/apis/recordings/servicenow');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const files = [
  'table_incident_get.json', 'table_incident_post_201.json', 'table_problem_list.json', 'vmw_sysapproval_approver_list.json', 'chg_rest_list_change.json', 'chg_rest_models.json', 'chg_rest_worker_complete.json', 'knowledge_articles.json',
  'ire_identifyreconcile.json', 'ire_enhanced_a.json', 'error_429_rate_limit.json',
];
const runs = 1_000;
const origin = { instance: { name: 'snow', url: 'https://instance.example' }, fetchedAt: '2026-11-23T05:00:00.000Z' };
const readProblem = createProblemReader({ now: () => new Date('2026-11-23T05:00:00Z') });

/** Every place in a body, as a path. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => places(one, [...path, key])) : [];
  return [path, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], wrong: { readonly isGone: boolean; readonly value: unknown }): unknown {
  if (key === undefined) return wrong.value;
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => (String(index) !== key ? [one] : wrong.isGone && rest.length === 0 ? [] : [replaced(one, rest, wrong)]));
  return Object.fromEntries(Object.entries(value as object).flatMap(([name, one]) => (name !== key ? [[name, one as unknown]] : wrong.isGone && rest.length === 0 ? [] : [[name, replaced(one, rest, wrong)]])));
}

const wrongs = fc.oneof(
  fc.record({ isGone: fc.constant(true), value: fc.constant(null) }),
  fc.record({ isGone: fc.constant(false), value: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom<unknown>('x'.repeat(100_000), -1, 1e308, '__proto__', 'constructor', '0', '-1', '99999999999999999999', '2026-02-30 00:00:00', 'javascript:gs.getUserID()', 'x^NQsys_idISNOTEMPTY', true, {}, [])) }),
);

const isText = (text: string | null): boolean => text === null || (typeof text === 'string' && text !== '');
const isMoment = (moment: string | null): boolean => moment === null || new Date(moment).toISOString() === moment;
const isNumber = (number: number | null): boolean => number === null || Number.isFinite(number);

/** Whatever a row holds, it is told in our words or not at all. */
function readRow(row: Row): void {
  const id = sysIdOf(row);
  const [change, incident, problem, item, account, article, licence, window] = [changeOf(row, origin), incidentOf(row, origin), problemOf(row, origin), itemOf(row, null, origin), accountRecordOf(row, origin), articleOf(row, origin), licenceOf(row, origin), windowOf(row, [row], false, origin)];
  const [approval, task, level] = [approvalOf(row, change.state, { name: 'snow' }), taskOf(row, 'snow'), serviceLevelOf(row)];
  for (const record of [change, incident, problem, item, account, article, licence, window]) expect([record.id, isText(record.label)]).toEqual([`snow:${record.kind}:${id}`, true]);
  expect([changeStates.includes(change.state), changeTypes.includes(change.type), approvalStates.includes(change.approval), approvalStates.includes(approval.state), taskStates.includes(task.state), operationalStates.includes(item.operationalState)]).toEqual(Array(6).fill(true));
  expect([change.title, change.description, change.correlationId, change.serviceName, change.stateLabel, incident.title, problem.title, item.name, account.email, article.title, licence.product, task.title, approval.comment].every(isText)).toBe(true);
  expect([change.plannedStartAt, change.plannedEndAt, change.conflictsCheckedAt, incident.openedAt, incident.resolvedAt, article.updatedAt, licence.startsAt, task.plannedEndAt, approval.decidedAt].every(isMoment)).toBe(true);
  expect([incident.priority, licence.rights, licence.monthlyCost, level.remainingPercent].every(isNumber)).toBe(true);
  for (const flag of [change.isOnHold, incident.isOpen, incident.isMajor, problem.isKnownError, account.isActive, article.isPublished, level.isBreached]) expect([true, false, null]).toContain(flag);
}

/** Ends in records of our words, or in an answer that is not believed. */
function read(body: unknown): void {
  readProblem(200, body, {});
  readProblem(429, body, {});
  for (const schema of [tableList, typedList]) {
    const parsed = schema.safeParse(body);
    if (parsed.success) for (const row of parsed.data.result) readRow(row);
  }
  const single = tableRecord.safeParse(body);
  if (single.success) readRow(single.data.result);
  const knowledge = knowledgeAnswer.safeParse(body);
  if (knowledge.success) for (const row of knowledge.data.result.articles) readRow(row);
  const reconciled = reconcileAnswer.safeParse(body);
  if (reconciled.success) for (const item of reconciled.data.result.items) expect(['INSERTED', 'UPDATED', 'UNCHANGED', undefined]).toContain(reconciledOf(item)?.operation);
  for (const schema of [workerAnswer, conflictAnswer, nextStatesAnswer]) schema.safeParse(body);
}

suite(isThere ? 'recordings with one thing wrong' : 'recordings with one thing wrong (skipped: ../shared/apis/recordings is not here)', () => {
  it.each(files)(`%s ends in a value or is not believed, ${runs} times`, (file) => {
    const body = JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;
    const everywhere = places(body);
    fc.assert(fc.property(fc.constantFrom(...everywhere), wrongs, (place, wrong) => { read(replaced(body, place, wrong)); }), { numRuns: runs });
  });
});
