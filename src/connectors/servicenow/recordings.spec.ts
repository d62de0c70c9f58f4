import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import { servicenow } from './index.ts';
import { approvalOf } from './translate/approval.ts';
import { conflictOf } from './translate/conflict.ts';
import { reconciledOf } from './translate/reconcile.ts';
import { incidentOf, problemOf } from './translate/trouble.ts';
import { conflictAnswer, reconcileAnswer, tableList, tableRecord, typedList, valueOf, workerAnswer } from './wire.ts';

/** Real answers recorded by others; they lie beside the repository and not in it. */
const folder = join(import.meta.dirname, '../../../../shared/apis/recordings/servicenow');
const isThere = existsSync(folder);
const title = isThere ? 'recorded answers' : 'recorded answers (skipped: ../shared/apis/recordings is not here)';
const suite = isThere ? describe : describe.skip;

const origin = { instance: { name: 'snow', url: 'https://instance.example' }, fetchedAt: '2026-11-23T05:00:00.000Z' };

/** What this connector never asks for, and why. */
const notMet: Readonly<Record<string, string>> = {
  'batch_response.txt': 'the Batch API is not used',
  'chg_rest_approvals_patch.pseudo.txt': 'Muster approves for nobody',
  'chg_rest_ci_affected.pseudo.txt': 'affected items are read from task_ci, many changes at a time',
  'chg_rest_list_change.json': 'changes are read through the Table API',
  'chg_rest_nextstates.commented.txt': 'a move is written and read back instead',
  'chg_rest_tasks.pseudo.txt': 'change tasks are not read',
  'cmdb_instance_get.json': 'items are read through the Table API, many at a time',
  'cmdb_instance_put.json': 'items are written through identify-and-reconcile',
  'knowledge_articles.json': 'knowledge is not read yet',
  'stats_aggregate.json': 'nothing is counted by the tool',
};

const replayed: Readonly<Record<string, (text: string) => void | Promise<void>>> = {
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
    expect(result.map((row) => approvalOf(row, 'AUTHORIZE', 'snow'))).toEqual(Array.from({ length: 3 }, () => ({ approver: null, group: null, phase: 'RELEASE', state: 'UNKNOWN', decidedAt: null, comment: null })));
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
