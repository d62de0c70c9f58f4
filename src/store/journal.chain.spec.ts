import type { Deployment } from '../domain/deployment.ts';
import type { NewJournalEntry } from '../domain/ports/deployment-store.ts';
import { onPostgres } from './each-database.fixture.ts';

const line: NewJournalEntry = { at: '2026-11-23T05:00:00.123Z', kind: 'STATE', step: null, summary: 'accepted', data: { b: 1.5, a: ['ü', null] } };

function deployment(id: string): Omit<Deployment, 'sequence' | 'fence'> {
  return {
    id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: null, environment: 'production', serviceKey: id, packageDigest: null,
    planId: null, state: 'ACCEPTED', because: '', needsAttention: false, requestedBy: null, requestedAt: line.at,
    start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: null, correlation: id, run: null,
    steps: [], changeIds: [], incidentId: null, backOutOfId: null, availability: null, receipt: null,
  };
}

onPostgres('A journal', (given) => {
  /** Five lines of one deployment, then an act of somebody who may alter the tables. */
  const flawAfter = async (id: string, tampering: string): Promise<unknown> => {
    const { deployments } = given.store();
    await deployments.accept(deployment(id), 'body', line);
    for (const summary of ['two', 'three', 'four', 'five']) await deployments.write(`deployment:${id}`, { from: 'ACCEPTED', fence: 0 }, {}, { ...line, summary });
    expect(await deployments.flawOfJournal(`deployment:${id}`)).toBeNull();
    await given.sql('alter table muster.journal_entry disable trigger journal_entry_append_only');
    await given.sql(tampering.replaceAll(':id', `'deployment:${id}'`));
    await given.sql('alter table muster.journal_entry enable trigger journal_entry_append_only');
    return deployments.flawOfJournal(`deployment:${id}`);
  };

  test.each([
    ['changed', `update muster.journal_entry set summary = 'four!' where deployment_id = :id and number = 4`, { number: 4, is: 'CHANGED' }],
    ['changed-data', `update muster.journal_entry set data = '{"a": 1}' where deployment_id = :id and number = 1`, { number: 1, is: 'CHANGED' }],
    ['changed-moment', `update muster.journal_entry set at = at + interval '1 millisecond' where deployment_id = :id and number = 5`, { number: 5, is: 'CHANGED' }],
    ['changed-and-hashed-anew', `update muster.journal_entry as line set summary = 'three!', hash = muster.journal_hash((select hash from muster.journal_entry where deployment_id = :id and number = 2),
      jsonb_populate_record(line, '{"summary": "three!"}')) where deployment_id = :id and number = 3`, { number: 4, is: 'CHANGED' }],
    ['removed', 'delete from muster.journal_entry where deployment_id = :id and number = 3', { number: 3, is: 'MISSING' }],
    ['cut', 'delete from muster.journal_entry where deployment_id = :id and number > 2', { number: 3, is: 'MISSING' }],
    ['cut-with-its-count', 'with cut as (delete from muster.journal_entry where deployment_id = :id and number > 2) update muster.deployment set journal_length = 2 where id = :id', { number: 2, is: 'CHANGED' }],
    ['emptied', 'delete from muster.journal_entry where deployment_id = :id', { number: 1, is: 'MISSING' }],
    ['swapped', `update muster.journal_entry as one set (summary, hash) = (select summary, hash from muster.journal_entry as other where deployment_id = :id and other.number = 5 - one.number) where deployment_id = :id and number in (2, 3)`, { number: 2, is: 'CHANGED' }],
    ['added', `insert into muster.journal_entry (deployment_id, number, at, kind, step, summary, data) values (:id, 6, now(), 'NOTE', null, 'more', '{}')`, { number: 6, is: 'ADDED' }],
  ])('that was %s is found out, at the line', async (id, tampering, flaw) => {
    expect(await flawAfter(id, tampering)).toEqual(flaw);
  });

  test('of nothing has no flaw', async () => {
    expect(await given.store().deployments.flawOfJournal('deployment:none')).toBeNull();
  });
});
