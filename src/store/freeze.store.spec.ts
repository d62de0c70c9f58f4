import type { Freeze } from '../domain/freeze.ts';
import type { Person } from '../domain/person.ts';
import { eachDatabase } from './each-database.fixture.ts';

const omar: Person = { kind: 'person', id: 'person:omar@north.bank', name: 'Omar', email: 'omar@north.bank', isActive: true, accounts: [], isMapped: true };
const freeze = (id: string, declaredAt: string, given: Partial<Freeze> = {}): Freeze => ({
  id: `freeze:${id}`, name: 'Year end', reason: 'Books close.', scope: { environments: ['production'], services: null }, timeZone: 'Europe/Berlin', recurrence: 'FREQ=YEARLY',
  first: { startAt: '2026-12-20T00:00:00.000Z', endAt: '2027-01-03T00:00:00.000Z' }, declaredBy: omar, declaredAt, lifted: null, ...given,
});
const old = freeze('old', '2026-11-01T00:00:00.000Z');
const stop = freeze('stop', '2026-11-02T00:00:00.000Z', { recurrence: null, first: { startAt: '2026-11-02T00:00:00.000Z', endAt: null }, scope: { environments: null, services: ['payments'] } });

eachDatabase('Freezes', (given) => {
  const store = () => given.store().freezes;

  test('are kept whole, the newest first', async () => {
    expect(await store().all()).toEqual([]);
    await store().declare(old);
    await store().declare(stop);
    expect(await store().all()).toEqual([stop, old]);
    expect(await store().unlifted()).toEqual([stop, old]);
    expect([await store().byId('freeze:old'), await store().byId('freeze:none')]).toEqual([old, null]);
    expect([...await store().byIds(['freeze:none', 'freeze:old'])]).toEqual([['freeze:old', old]]);
  });

  test('are lifted once, and stay in the list', async () => {
    const lifted = { by: omar, at: '2026-11-03T00:00:00.000Z', reason: 'Found it.' };
    expect(await store().lift('freeze:stop', lifted)).toEqual({ ...stop, lifted });
    expect(await store().lift('freeze:stop', { ...lifted, reason: 'Again.' })).toEqual({ ...stop, lifted });
    expect(await store().unlifted()).toEqual([old]);
    expect((await store().all()).map(({ id }) => id)).toEqual(['freeze:stop', 'freeze:old']);
    await expect(store().lift('freeze:none', lifted)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
