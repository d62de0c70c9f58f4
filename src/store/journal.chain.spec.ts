import { verifyLog } from '../audit/index.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { NewJournalEntry } from '../domain/ports/deployment-store.ts';
import type { KeptEntry, KeptJournal } from '../domain/ports/stores.ts';
import { eachDatabase, onPostgres, type Given } from './each-database.fixture.ts';

const at = '2026-11-23T05:00:00.123Z';
const line: NewJournalEntry = { at, kind: 'STATE', step: null, summary: 'accepted', data: { b: 1.5, a: ['ü', null], longer: 1e21, z: '\u2028"\\' } };

function deployment(id: string): Omit<Deployment, 'sequence' | 'fence'> {
  return {
    id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: null, environment: 'production', serviceKey: id, packageDigest: null,
    planId: null, state: 'ACCEPTED', because: '', needsAttention: false, requestedBy: null, requestedAt: line.at,
    start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: null, correlation: id, run: null,
    steps: [], changeIds: [], incidentId: null, backOutOfId: null, availability: null, receipt: null,
  };
}

/** Of one deployment: as many lines as there are words. */
async function fiveLines(given: Given, id: string): Promise<void> {
  const { deployments } = given.store();
  await deployments.accept(deployment(id), 'body', line);
  for (const summary of ['two', 'three', 'four', 'five']) await deployments.write(`deployment:${id}`, { from: 'ACCEPTED', fence: 0 }, {}, { ...line, summary });
}

async function journals(given: Given): Promise<readonly KeptJournal[]> {
  const { audit } = given.store();
  const found: KeptJournal[] = [];
  for (let after: string | null = null; ;) {
    const { items, hasNextPage } = await audit.journals({ first: 2, after });
    found.push(...items);
    if (!hasNextPage) return found;
    after = items.at(-1)?.deployment ?? null;
  }
}

const entries = async (given: Given): Promise<readonly KeptEntry[]> => (await given.store().audit.list({ first: 500, after: null })).items;

eachDatabase('The log', (given) => {
  test('is told once how far each journal has come, so that a journal that is cut with its row is found out', async () => {
    const { audit, deployments } = given.store();
    expect(await journals(given)).toEqual([]);
    for (const id of ['one', 'two', 'three']) await fiveLines(given, id);
    expect(await audit.sealJournals(at)).toBe(3);
    expect(await audit.sealJournals(at)).toBe(0);
    await deployments.write('deployment:two', { from: 'ACCEPTED', fence: 0 }, {}, { ...line, summary: 'six' });
    expect(await audit.sealJournals(at)).toBe(1);
    const [log, whole] = [await entries(given), await journals(given)];
    expect(log.map(({ act, subject, because }) => `${act} ${subject} ${because?.split(' ').slice(0, 2).join(' ') ?? ''}`)).toEqual([
      'sealJournal deployment:one line 5', 'sealJournal deployment:two line 5', 'sealJournal deployment:three line 5', 'sealJournal deployment:two line 6',
    ]);
    expect(whole.map(({ deployment: of, length, lines }) => [of, length, lines.length])).toEqual([['deployment:one', 5, 5], ['deployment:two', 6, 6], ['deployment:three', 5, 5]]);
    expect(verifyLog([...log, ...whole])).toMatchObject({ entries: 4, journals: 3, problems: [] });
    const [one, two, three] = whole as [KeptJournal, KeptJournal, KeptJournal];
    const cut = { ...two, length: 4, head: two.lines[3]?.hash, lines: two.lines.slice(0, 4) };
    expect(verifyLog([...log, one, cut, three]).problems).toEqual([5, 6].map((number) => `line ${number} of the journal of deployment:two was there, as the log says, and is there no more: the journal was cut`));
  });
});

onPostgres('A journal', (given) => {
  /** Five lines of one deployment, then an act of somebody who may alter the tables. */
  const problemsAfter = async (id: string, tampering: string): Promise<readonly string[]> => {
    await fiveLines(given, id);
    const mine = async (): Promise<readonly KeptJournal[]> => (await journals(given)).filter((journal) => journal.deployment === `deployment:${id}`);
    expect(verifyLog(await mine())).toMatchObject({ journals: 1, problems: [] });
    await given.sql('alter table muster.journal_entry disable trigger journal_entry_append_only');
    await given.sql(tampering.replaceAll(':id', `'deployment:${id}'`));
    await given.sql('alter table muster.journal_entry enable trigger journal_entry_append_only');
    return verifyLog(await mine()).problems;
  };

  test.each([
    ['changed', `update muster.journal_entry set summary = 'four!' where deployment_id = :id and number = 4`, 'line 4 of the journal of deployment:changed was altered after it was written'],
    ['changed-data', `update muster.journal_entry set data = '{"a": 1}' where deployment_id = :id and number = 1`, 'line 1 of the journal of deployment:changed-data was altered after it was written'],
    ['changed-moment', `update muster.journal_entry set at = at + interval '1 millisecond' where deployment_id = :id and number = 5`, 'line 5 of the journal of deployment:changed-moment was altered after it was written'],
    ['changed-and-hashed-anew', `update muster.journal_entry as line set summary = 'three!', hash = muster.journal_hash((select hash from muster.journal_entry where deployment_id = :id and number = 2),
      jsonb_populate_record(line, '{"summary": "three!"}')) where deployment_id = :id and number = 3`, 'line 4 of the journal of deployment:changed-and-hashed-anew was altered after it was written'],
    ['removed', 'delete from muster.journal_entry where deployment_id = :id and number = 3', 'line 3 of the journal of deployment:removed was altered after it was written'],
    ['cut', 'delete from muster.journal_entry where deployment_id = :id and number > 2', 'line 3 of the journal of deployment:cut is missing: its deployment has 5'],
    ['cut-with-its-count', 'with cut as (delete from muster.journal_entry where deployment_id = :id and number > 2) update muster.deployment set journal_length = 2 where id = :id', 'line 2 of the journal of deployment:cut-with-its-count is not the one that its deployment knows as the last'],
    ['emptied', 'delete from muster.journal_entry where deployment_id = :id', 'line 1 of the journal of deployment:emptied is missing: its deployment has 5'],
    ['swapped', `update muster.journal_entry as one set (summary, hash) = (select summary, hash from muster.journal_entry as other where deployment_id = :id and other.number = 5 - one.number) where deployment_id = :id and number in (2, 3)`, 'line 2 of the journal of deployment:swapped was altered after it was written'],
    ['added', `insert into muster.journal_entry (deployment_id, number, at, kind, step, summary, data) values (:id, 6, now(), 'NOTE', null, 'more', '{}')`, 'line 6 of the journal of deployment:added was added: its deployment has 5'],
  ])('that was %s is found out, at the line', async (id, tampering, problem) => {
    expect(await problemsAfter(id, tampering)).toEqual([problem]);
  });
});
