import type { Readiness, ReadinessOutcome } from '../domain/readiness.ts';
import { tellingQueue } from '../domain/ports/outbox.ts';
import { eachDatabase, onPostgres, type Given } from './each-database.fixture.ts';

const readiness = (releaseKey: string, outcome: ReadinessOutcome, judgedAt: string): Readiness => ({
  releaseKey, environment: 'production', outcome, judgedAt, basis: 'LIVE', readyFromAt: null, policy: { name: 'strict', version: '1' }, packageDigest: null, planId: null, planVersion: null, factsDigest: 'd',
  verdicts: [{ gate: 'g', outcome: outcome === 'READY' ? 'PASS' : 'FAIL', isBlocking: true, because: 'so\u0000', remedy: null, remedyUrl: null, responsible: [] }],
}) as unknown as Readiness;
const at = (second: number): string => new Date(Date.parse('2026-11-23T05:00:00Z') + second * 1_000).toISOString();

/** The ids of what the queue holds by now, without waiting for a worker: what lies due after a second. */
async function events(given: Given): Promise<readonly string[]> {
  given.clock.advance(2_000);
  return (await given.store().outbox.due(100)).filter((id) => id.startsWith('event:'));
}

eachDatabase('The outbox', (given) => {
  it('holds one event per change of outcome, whatever the number and order of judgements', async () => {
    const { outcomes, outbox } = given.store();
    const said = ['READY', 'READY', 'NOT_READY', 'READY', 'READY'] as const;
    for (const [index, outcome] of said.entries()) await outcomes.record(readiness('pay-1', outcome, at(index * 10)));
    await outcomes.record(readiness('pay-1', 'NOT_READY', at(15))); // Judged before the last, ended after it.
    const told = await Promise.all((await events(given)).map((id) => outbox.event(id)));
    expect(told.map((event) => event?.kind === 'READINESS_CHANGED' && [event.facts.before, event.facts.outcome])).toEqual([[null, 'READY'], ['READY', 'NOT_READY'], ['NOT_READY', 'READY']]);
    for (const event of told) await outbox.address(event?.id ?? '', []);
  });

  it('addresses an event once, gives a notice to one at a time, and settles it under its fence alone', async () => {
    const { outcomes, outbox } = given.store();
    await outcomes.record(readiness('pay-2', 'READY', at(0)));
    const [id = ''] = await events(given);
    const notice = { channel: 'mail', recipient: 'omar@example.org', subject: 's', text: 't', giveUpAt: at(86_400) };
    expect([await outbox.address(id, [notice, notice]), await outbox.address(id, [notice])]).toEqual([true, false]);
    const page = await outbox.list({ channel: 'mail' }, { first: 10, after: null });
    expect(page.items).toMatchObject([{ eventId: id, kind: 'READINESS_CHANGED', releaseKey: 'pay-2', environment: 'production', recipient: 'omar@example.org', state: 'WAITING', attempts: 0, problem: null }]);
    const noticeId = page.items[0]?.id ?? '';
    const claimed = await outbox.claim(noticeId, 10_000);
    expect(claimed).toMatchObject({ notice: { fence: 1, attempts: 1, kind: 'READINESS_CHANGED' }, event: { id, facts: { outcome: 'READY' } } });
    expect(await outbox.claim(noticeId, 10_000)).toBeNull();
    given.clock.advance(11_000); // The process that had it died.
    expect(await outbox.due(10)).toContain(noticeId);
    expect((await outbox.claim(noticeId, 10_000))?.notice).toMatchObject({ fence: 2, attempts: 2 });
    expect(await outbox.settle({ id: noticeId, fence: 1 }, { state: 'SENT' })).toBe(false);
    const nextAt = new Date(given.clock.now().getTime() + 60_000).toISOString();
    expect(await outbox.settle({ id: noticeId, fence: 2 }, { state: 'WAITING', nextAt, problem: 'not now' })).toBe(true);
    expect(await outbox.due(10)).not.toContain(noticeId);
    expect((await outbox.claim(noticeId, 10_000))?.notice).toMatchObject({ fence: 3, problem: 'not now', nextAt });
    expect(await outbox.settle({ id: noticeId, fence: 3 }, { state: 'SENT' })).toBe(true);
    expect(await outbox.claim(noticeId, 10_000)).toBeNull();
    expect((await outbox.list({ state: 'SENT' }, { first: 10, after: null })).items).toMatchObject([{ id: noticeId, sentAt: given.clock.now().toISOString() }]);
    expect((await outbox.list({ state: 'WAITING' }, { first: 10, after: null })).items).toEqual([]);
  });

  it('enqueues events and notices in the transaction that writes them', async () => {
    const { outcomes, outbox, queue } = given.store();
    const seen: string[] = [];
    await queue.work(tellingQueue, (id) => { seen.push(id); return Promise.resolve(); });
    const isSeen = async (id: string): Promise<void> => {
      while (!seen.includes(id)) await new Promise((resolve) => { setTimeout(resolve, 20); });
    };
    await outcomes.record(readiness('pay-3', 'READY', at(0)));
    const [id = ''] = await events(given);
    await isSeen(id);
    await outbox.address(id, [{ channel: 'chat', recipient: null, subject: 's', text: 't', giveUpAt: at(86_400) }]);
    const [notice] = (await outbox.list({ channel: 'chat' }, { first: 1, after: null })).items;
    await isSeen(notice?.id ?? '');
  });
});

onPostgres('The outbox under a race', (given) => {
  it('holds one event of twenty judgements that end at once, and gives a notice to one of two nodes', async () => {
    const [one, other] = [given.store(), await given.anotherNode()];
    await Promise.all(Array.from({ length: 20 }, (_none, index) => (index % 2 === 0 ? one : other).outcomes.record(readiness('pay-4', 'READY', at(index)))));
    const [id = '', ...more] = await events(given);
    expect(more).toEqual([]);
    const notice = { channel: 'chat', recipient: null, subject: 's', text: 't', giveUpAt: at(86_400) };
    expect((await Promise.all([one, other].map(({ outbox }) => outbox.address(id, [notice])))).toSorted()).toEqual([false, true]);
    const noticeId = (await one.outbox.list({}, { first: 10, after: null })).items[0]?.id ?? '';
    const claims = await Promise.all([one, other, one, other].map(({ outbox }) => outbox.claim(noticeId, 10_000)));
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1);
  });
});
