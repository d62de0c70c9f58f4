import type { Person } from '../domain/person.ts';
import type { Waiver } from '../domain/waiver.ts';
import { eachDatabase } from './each-database.fixture.ts';

const person = (name: string): Person => ({ kind: 'person', id: `person:${name}@north.bank`, name, email: `${name}@north.bank`, isActive: true, accounts: [], isMapped: true });
const [ines, omar] = [person('ines'), person('omar')];
const waiver = (id: string, requestedAt: string, given: Partial<Waiver> = {}): Waiver => ({
  id: `waiver:${id}`, releaseKey: 'payments-2.4.0', environment: 'production', gate: 'work-items-are-done', packageDigest: 'd'.repeat(64), packageRevision: 2, reason: 'PAY-13 is text only.',
  requestedBy: ines, requestedAt, expiresAt: '2026-11-30T00:00:00.000Z', breakGlass: null, decision: null, revoked: null, ...given,
});
const followUp = { ownerEmail: 'grace@north.bank', dueAt: '2026-12-03T00:00:00.000Z', settled: null };
const old = waiver('old', '2026-11-01T00:00:00.000Z');
const hasty = waiver('hasty', '2026-11-02T00:00:00.000Z', { breakGlass: { secondPersonEmail: 'omar@north.bank', followUp } });
const elsewhere = waiver('elsewhere', '2026-11-03T00:00:00.000Z', { environment: 'staging' });
const decision = { isApproved: true, by: omar, at: '2026-11-04T00:00:00.000Z', comment: null };

eachDatabase('Waivers', (given) => {
  const store = () => given.store().waivers;
  const ids = (waivers: readonly Waiver[]): readonly string[] => waivers.map(({ id }) => id);

  test('are kept whole, the newest first', async () => {
    expect(await store().all()).toEqual([]);
    await store().request([old]);
    await store().request([hasty, elsewhere]);
    expect(await store().all()).toEqual([elsewhere, hasty, old]);
    expect([await store().byId('waiver:hasty'), await store().byId('waiver:none')]).toEqual([hasty, null]);
    expect([...await store().byIds(['waiver:none', 'waiver:hasty'])]).toEqual([['waiver:hasty', hasty]]);
  });

  test('are asked for together or not at all', async () => {
    await expect(store().request([waiver('new', '2026-11-05T00:00:00.000Z'), old])).rejects.toThrow();
    expect(await store().byId('waiver:new')).toBeNull();
  });

  test('are decided once, even by many at once', async () => {
    expect(await store().approved('payments-2.4.0', 'production')).toEqual([]);
    const ends = await Promise.allSettled([decision, { ...decision, isApproved: false }, { ...decision, comment: 'Again.' }].map((one) => store().decide('waiver:old', one)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'CONFLICT', path: ['waiverId'] });
    await expect(store().decide('waiver:none', decision)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('count where they were approved, for their release and environment', async () => {
    expect(await store().decide('waiver:hasty', decision)).toEqual({ ...hasty, decision });
    await store().decide('waiver:elsewhere', { ...decision, isApproved: false });
    expect(ids(await store().approved('payments-2.4.0', 'production'))).toContain('waiver:hasty');
    expect(await store().approved('payments-2.4.0', 'staging')).toEqual([]);
    expect(await store().approved('payments-2.4.1', 'production')).toEqual([]);
  });

  test('are revoked once, count no more, and are decided no more', async () => {
    const revoked = { by: ines, at: '2026-11-05T00:00:00.000Z', reason: 'Fixed.' };
    expect(await store().revoke('waiver:hasty', revoked)).toEqual({ ...hasty, decision, revoked });
    expect(await store().revoke('waiver:hasty', { ...revoked, reason: 'Again.' })).toEqual({ ...hasty, decision, revoked });
    expect(ids(await store().approved('payments-2.4.0', 'production'))).not.toContain('waiver:hasty');
    await expect(store().decide('waiver:hasty', decision)).rejects.toThrow('ines revoked this waiver at 2026-11-05T00:00:00.000Z');
    await expect(store().revoke('waiver:none', revoked)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('have their follow-up settled once, where they have one', async () => {
    const settled = { by: omar, at: '2026-11-06T00:00:00.000Z', note: 'PRB0040002 tells the rest.' };
    expect((await store().settle('waiver:hasty', settled)).breakGlass).toEqual({ secondPersonEmail: 'omar@north.bank', followUp: { ...followUp, settled } });
    expect((await store().settle('waiver:hasty', { ...settled, note: 'Again.' })).breakGlass?.followUp.settled).toEqual(settled);
    await expect(store().settle('waiver:old', settled)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
