import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import { servicenow } from './index.ts';
import { approvalOf } from './translate/approval.ts';
import { changeOf } from './translate/change.ts';
import { conflictOf } from './translate/conflict.ts';
import { itemBehind, itemOf } from './translate/item.ts';
import { articleOf } from './translate/knowledge.ts';
import { reconciledOf } from './translate/reconcile.ts';
import { taskOf } from './translate/task.ts';
import { incidentOf, problemOf } from './translate/trouble.ts';
import { conflictAnswer, knowledgeAnswer, nextStatesAnswer, reconcileAnswer, tableList, tableRecord, tableRow, typedList, valueOf, workerAnswer } from './wire.ts';

/** Real answers recorded by others; they lie beside the repository and not in it. */
const folder = join(import.meta.dirname, '../../../../shared/apis/recordings/servicenow');
const isThere = existsSync(folder);
const title = isThere ? 'recorded answers' : 'recorded answers (skipped: ../shared/apis/recordings is not here)';
const suite = isThere ? describe : describe.skip;

const origin = { instance: { name: 'snow', url: 'https://instance.example' }, fetchedAt: '2026-11-23T05:00:00.000Z' };

/** What this connector never asks for, and why. */
const notMet: Readonly<Record<string, string>> = {
  'batch_response.txt': 'the Batch API is not used',
  'stats_aggregate.json': 'nothing is counted by the tool',
};

const replayed: Readonly<Record<string, (text: string) => void | Promise<void>>> = {
  'chg_rest_list_change.json': (text) => {
    const { result } = typedList.parse(JSON.parse(text));
    expect(result.map((row) => changeOf(row, origin))).toEqual([expect.objectContaining({ number: 'CHG0000024', type: 'STANDARD', state: 'CLOSED', stateLabel: 'Closed', approval: 'APPROVED', risk: 'MODERATE', isOnHold: false, correlationId: null, conflictsCheckedAt: null, template: 'Clear BGP sessions on a Cisco router - 1', assignedTo: null })]);
  },
  'chg_rest_nextstates.commented.txt': (text) => {
    const { available, labels } = nextStatesAnswer.parse(JSON.parse(text.replace(/\/\/[^\n]*/g, ''))).result;
    expect([available, labels.get('0'), labels.get('-1')]).toEqual([['0', '4', '-1'], 'Review', 'Implement']);
  },
  'chg_rest_tasks.pseudo.txt': (text) => {
    const { result } = typedList.parse(relaxed(text.replace(/,\s*\{ \/\/ next record[^\n]*/g, '').replace(/\.\.\.,[^\n]*/g, '')));
    expect(result.map((row) => taskOf(row, 'snow'))).toEqual([expect.objectContaining({ number: null, title: 'Retire node', state: 'UNKNOWN' })]);
  },
  'knowledge_articles.json': (text) => {
    const { meta, articles } = knowledgeAnswer.parse(JSON.parse(text)).result;
    expect([meta.count, articles.map((row) => articleOf(row, origin))]).toEqual([19, [
      expect.objectContaining({ id: 'snow:knowledge:9e528db1474321009db4b5b08b9a71a6', number: 'KB0000020', title: 'Windows: Should I upgrade to Windows 8.x?', isPublished: null }),
      expect.objectContaining({ number: 'KB0000017', title: 'What is the Windows key?' }),
    ]]);
  },
  'chg_rest_approvals_patch.pseudo.txt': (text) => {
    const { result } = typedList.parse(relaxed(text.replace(/\.\.\.,[^\n]*/g, '')));
    expect(result.map((row) => changeOf(row, origin))).toEqual([expect.objectContaining({ id: 'snow:change:0f4ac6c4b750230096c3e4f6ee11a9fe', type: 'NORMAL', state: 'SCHEDULED', title: 'Remove server' })]);
  },
  'chg_rest_ci_affected.pseudo.txt': (text) => {
    const { result } = typedList.parse(relaxed(text.replace('ci_item|cmdb_ci_service :', 'ci_item:').replace(/,\s*\{ \/\/ next record[^\n]*/g, '')));
    expect(result.map((row) => itemBehind(row, 'ci_item', origin))).toEqual([expect.objectContaining({ id: 'snow:ci:3a27d4370a0a0bb4006316812bf45439', name: 'PS Apache01', operationalState: 'UNKNOWN' })]);
  },
  'cmdb_instance_get.json': (text) => {
    const { result } = JSON.parse(text) as { readonly result: { readonly attributes: unknown } };
    expect(itemOf(tableRow.parse(result.attributes), null, origin)).toMatchObject({ className: 'cmdb_ci_linux_server', operationalState: 'OPERATIONAL', owner: null });
  },
  'cmdb_instance_put.json': (text) => {
    const { result } = JSON.parse(text) as { readonly result: { readonly attributes: unknown } };
    expect(itemOf(tableRow.parse(result.attributes), null, origin)).toMatchObject({ className: 'cmdb_ci_linux_server', operationalState: 'OPERATIONAL' });
  },
  'chg_rest_models.json': (text) => {
    const { result } = typedList.parse(JSON.parse(text));
    expect(result.length).toBeGreaterThan(0);
    for (const row of result) expect([valueOf(row, 'sys_id'), valueOf(row, 'name')]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.any(String)]);
  },
  'chg_rest_post_ci_202_worker.json': (text) => {
    expect(workerAnswer.parse(JSON.parse(text)).result).toMatchObject({ worker: { sysId: 'f490f4c6dbac330084f07ffdbf961952' }, state: { value: 1 }, messages: { errorMessages: [] } });
  },
  'chg_rest_worker_complete.json': (text) => {
    expect(workerAnswer.parse(JSON.parse(text)).result).toMatchObject({ worker: { sysId: '0644cd02dbec330084f07ffdbf9619c1' }, state: { value: 3 } });
  },
  'table_incident_get.json': (text) => {
    const { result } = tableRecord.parse(JSON.parse(text));
    expect(incidentOf(result, origin)).toMatchObject({
      id: 'snow:incident:a9e30c7dc61122760116894de7bcc7bd', label: 'INC0000046', number: 'INC0000046', title: 'Can\'t access SFA software', priority: 3, isOpen: true, isMajor: null,
      openedAt: '2015-11-02T22:04:15.000Z', resolvedAt: null, configurationItemId: 'snow:ci:a9c0c8d2c6112276018f7705562f9cb0', problemId: 'snow:problem:a9e4890bc6112276003d7a5a5c774a74',
    });
  },
  'table_incident_post_201.json': (text) => {
    const { result } = tableRecord.parse(JSON.parse(text));
    expect(incidentOf(result, origin)).toMatchObject({ number: 'INC0010002', isOpen: true, openedAt: '2016-01-22T14:28:24.000Z', configurationItemId: null, problemId: null });
  },
  'table_problem_list.json': (text) => {
    const { result } = tableList.parse(JSON.parse(text));
    expect(result.map((row) => problemOf(row, origin))).toEqual([expect.objectContaining({ id: 'snow:problem:04ce72c9c0a8016600b5b7f75ac67b5b', number: 'PRB0000050', title: 'Switch occasionally drops connections', isOpen: false, isKnownError: null })]);
  },
  'vmw_sysapproval_approver_list.json': (text) => {
    const { result } = tableList.parse(JSON.parse(text));
    expect(result.map((row) => approvalOf(row, 'AUTHORIZE', { name: 'snow' }))).toEqual(Array.from({ length: 3 }, () => ({ approver: null, group: null, phase: 'RELEASE', state: 'UNKNOWN', decidedAt: null, comment: null })));
  },
  'chg_rest_conflict_none.pseudo.txt': (text) => { expect(conflictAnswer.parse(relaxed(text)).result.conflicts).toEqual([]); },
  'chg_rest_conflict_some.pseudo.txt': (text) => {
    const { conflicts } = conflictAnswer.parse(relaxed(text)).result;
    expect(conflicts.map((conflict) => conflictOf(conflict, 'another'))).toEqual([{ kind: 'not_in_maintenance_window', description: 'Not In Maintenance Window', withChange: 'CHG0030001', configurationItem: null }]);
    expect(conflicts.map((conflict) => conflictOf(conflict, 'afbffb24b758230096c3e4f6ee11a972').withChange)).toEqual([null]);
  },
  'ire_identifyreconcile.json': (text) => {
    const { items } = reconcileAnswer.parse(JSON.parse(text)).result;
    expect(items.map(reconciledOf)).toEqual([{ operation: 'UPDATED', sysId: '539747cac0a801640163e60735fbbf6e' }, { operation: 'UPDATED', sysId: '304481257f701200bee45f19befa915b' }]);
  },
  'ire_enhanced_a.json': (text) => { expect(reconcileAnswer.parse(JSON.parse(text)).result.items.map(reconciledOf)).toEqual([null]); },
  'error_429_rate_limit.json': async (text) => { expect(await problemFrom(429, JSON.parse(text), { 'retry-after': '3600' })).toMatchObject({ code: 'RATE_LIMITED', retryAt: '2026-11-23T06:00:00.000Z' }); },
  'r7_error_404_no_record.json': async (text) => { expect(await problemFrom(404, JSON.parse(text))).toMatchObject({ code: 'NOT_FOUND' }); },
  'measured_errors.json': async (text) => {
    const measured = JSON.parse(text) as readonly { readonly status: number; readonly body: unknown }[];
    const codes: Readonly<Record<number, string>> = { 400: 'UNEXPECTED_ANSWER', 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT_FOUND' };
    expect(measured.length).toBeGreaterThan(4);
    for (const { status, body } of measured) expect(await problemFrom(status, body)).toMatchObject({ code: codes[status] });
  },
};

suite(title, () => {
  afterAll(() => { nock.cleanAll(); nock.restore(); });

  it('are all either replayed or known not to be met', () => {
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(replayed), ...Object.keys(notMet)].sort());
  });

  it.each(Object.keys(replayed))('%s says what it must', async (file) => {
    await replayed[file]?.(readFileSync(join(folder, file), 'utf8'));
  });
});

/** The vendor's samples leave quotes off their keys, and write "..." for more. */
function relaxed(text: string): unknown {
  return JSON.parse(text.replace(/,?\s*\.\.\.,[^\n]*/g, '').replace(/^(\s*)"?(\w+)"?:/gm, '$1"$2":'));
}

/** The problem that a question ends in when the tool answers like this. */
async function problemFrom(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  nock('https://instance.example').get(/.*/).reply(status, JSON.stringify(body), { 'content-type': 'application/json;charset=UTF-8', ...headers });
  const connection = servicenow.connect({ name: 'snow', isProduction: true, url: 'https://instance.example', auth: { kind: 'basic', userName: 'u', password: 'p' }, deadlines: { pageMs: 1_000, judgeMs: 1_000, actMs: 1_000 } }, { clock: { now: () => new Date('2026-11-23T05:00:00Z') } });
  return connection.probe(judging).then(() => null, (error: unknown) => (error as { readonly problem: unknown }).problem);
}
