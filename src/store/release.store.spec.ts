import type { Person } from '../domain/person.ts';
import type { Link, Release, SealedPackage } from '../domain/release.ts';
import { eachDatabase } from './each-database.fixture.ts';

const alice: Person = { kind: 'person', id: 'person:alice@north.bank', name: 'Alice', email: 'alice@north.bank', isActive: true, accounts: [], isMapped: true };
const sha = 'a'.repeat(64);

function release(key: string, more: Partial<Release> = {}): Release {
  return {
    id: `release:${key}`, key, name: `Release ${key}`, version: '1.0', description: null, serviceKey: 'payments', ownerEmail: 'alice@north.bank',
    train: null, dependsOn: ['ledger-1.9.2'], stakeholders: [{ email: 'bob@north.bank', role: 'TESTER' }],
    createdAt: '2026-11-01T00:00:00.123Z', canceledAt: null, closedAt: null, sealed: null, ...more,
  };
}

function link(releaseKey: string, reference: string, more: Partial<Link> = {}): Link {
  return {
    id: `link:${releaseKey}/${reference}/${more.environment ?? ''}/${more.origin ?? ''}`, releaseKey, relation: 'CHANGE', reference, identity: null, environment: null,
    origin: 'DISCOVERED', by: 'a rule', linkedAt: '2026-11-02T00:00:00.000Z', excluded: null, ...more,
  };
}

function sealed(revision: number, digest = sha): SealedPackage {
  return { revision, sealedAt: '2026-11-03T00:00:00.000Z', sealedBy: alice, digest: 'd'.repeat(64), artifacts: [{ reference: 'lib:artifact:a/b', name: 'b', sha256: digest }] };
}

eachDatabase('Releases', (given) => {
  const store = () => given.store().releases;

  test('are read back as they were written', async () => {
    const written = release('whole-1', { description: 'Ümlaut', train: 'autumn', canceledAt: '2026-11-05T10:11:12.013Z' });
    await store().create(written, []);
    expect((await store().byKeys(['whole-1', 'nobody'])).get('whole-1')).toEqual(written);
    expect([...(await store().byIds(['release:whole-1'])).keys()]).toEqual(['release:whole-1']);
    expect((await store().byKeys([])).size).toBe(0);
  });

  test('refuse a key that is taken, and write nothing of the second', async () => {
    await store().create(release('taken-1'), []);
    await expect(store().create(release('taken-1', { id: 'release:other' }), [link('taken-1', 'sn:change:CHG9')])).rejects.toMatchObject({ name: 'UserMistake', code: 'CONFLICT' });
    expect((await store().links(['taken-1'])).get('taken-1')).toEqual([]);
  });

  test('are updated field by field', async () => {
    await store().create(release('upd-1'), []);
    const updated = await store().update('upd-1', { dependsOn: ['x-1', 'y-2'], closedAt: '2026-11-06T00:00:00.000Z', train: 'winter' });
    expect(updated).toEqual(release('upd-1', { dependsOn: ['x-1', 'y-2'], closedAt: '2026-11-06T00:00:00.000Z', train: 'winter' }));
    expect(await store().update('upd-1', {})).toEqual(updated);
    await expect(store().update('nobody', { name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are paged without gaps or repeats, in each order', async () => {
    for (const number of [3, 1, 2, 5, 4]) await store().create(release(`page-${number}`, { serviceKey: 'paging', createdAt: `2026-10-0${number}T00:00:00.000Z`, name: `Nr ${number} 100%` }), []);
    const keysOf = async (orderBy: 'NEWEST' | 'OLDEST' | 'KEY'): Promise<string[]> => {
      const keys: string[] = [];
      for (let after: string | null = null; ;) {
        const page = await store().list({ serviceKey: 'paging', orderBy }, { first: 2, after });
        expect(page.totalCount).toBe(5);
        keys.push(...page.items.map((item) => item.key));
        if (!page.hasNextPage) return keys;
        after = page.items.at(-1)?.id ?? null;
      }
    };
    expect(await keysOf('OLDEST')).toEqual(['page-1', 'page-2', 'page-3', 'page-4', 'page-5']);
    expect(await keysOf('NEWEST')).toEqual(['page-5', 'page-4', 'page-3', 'page-2', 'page-1']);
    expect(await keysOf('KEY')).toEqual(['page-1', 'page-2', 'page-3', 'page-4', 'page-5']);
    const found = async (text: string): Promise<number> => (await store().list({ serviceKey: 'paging', text, orderBy: 'KEY' }, { first: 9, after: null })).totalCount;
    expect(await found('nR 3')).toBe(1);
    expect(await found('100%')).toBe(5);
    expect(await found('1%0')).toBe(0);
    expect((await store().list({ ownerEmail: 'ALICE@north.bank', serviceKey: 'paging', orderBy: 'KEY' }, { first: 1, after: null })).totalCount).toBe(5);
  });

  test('keep every sealed revision and show the newest', async () => {
    await store().create(release('seal-1'), []);
    expect((await store().seal('seal-1', sealed(1))).sealed).toEqual(sealed(1));
    await expect(store().seal('seal-1', sealed(1))).rejects.toMatchObject({ code: 'ALREADY_SEALED' });
    await expect(store().seal('nobody', sealed(1))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await store().seal('seal-1', sealed(2, 'b'.repeat(64)))).sealed?.revision).toBe(2);
    expect((await store().byKeys(['seal-1'])).get('seal-1')?.sealed).toEqual(sealed(2, 'b'.repeat(64)));
  });

  test('are found by a record of theirs, but not by an artifact that a later revision dropped', async () => {
    await store().create(release('find-1'), [link('find-1', 'sn:change:CHG1', { identity: 'sn:change:46c7' })]);
    await store().seal('find-1', sealed(1, 'e'.repeat(64)));
    await store().seal('find-1', sealed(2, 'f'.repeat(64)));
    const keys = async (found: Promise<readonly Release[]>): Promise<string[]> => (await found).map((one) => one.key);
    expect(await keys(store().releasesOfRecord('sn:change:46c7'))).toEqual(['find-1']);
    expect(await keys(store().releasesOfRecord('sn:change:CHG1'))).toEqual(['find-1']);
    expect(await keys(store().releasesOfRecord('sn:change:none'))).toEqual([]);
    expect(await keys(store().releasesOfArtifact('f'.repeat(64)))).toEqual(['find-1']);
    expect(await keys(store().releasesOfArtifact('e'.repeat(64)))).toEqual([]);
  });
});

eachDatabase('Links', (given) => {
  const store = () => given.store().releases;

  test('that stand already stay as they are, save for a stronger origin and a learnt identity', async () => {
    const first = link('l-1', 'sn:change:CHG1', { origin: 'CORRELATED', by: 'correlation id' });
    await store().create(release('l-1'), [first]);
    const [weaker] = await store().addLinks([link('l-1', 'sn:change:CHG1', { by: 'a weaker rule', identity: 'sn:change:1' })]);
    expect(weaker).toEqual({ ...first, identity: 'sn:change:1' });
    const [declared] = await store().addLinks([link('l-1', 'sn:change:CHG1', { origin: 'DECLARED', by: 'Alice', linkedAt: '2026-11-09T00:00:00.000Z' })]);
    expect(declared).toEqual({ ...first, identity: 'sn:change:1', origin: 'DECLARED', by: 'Alice', linkedAt: '2026-11-09T00:00:00.000Z' });
    const staging = link('l-1', 'sn:change:CHG1', { environment: 'staging' });
    expect(await store().addLinks([staging])).toEqual([staging]);
    expect((await store().links(['l-1', 'none'])).get('l-1')).toEqual([declared, staging]);
    expect((await store().links(['l-1', 'none'])).get('none')).toEqual([]);
  });

  test('given twice in one call become one, the stronger', async () => {
    await store().create(release('l-2'), []);
    const weak = link('l-2', 'sn:change:CHG1', { identity: 'sn:change:1' });
    const strong = link('l-2', 'sn:change:CHG1', { origin: 'DECLARED' });
    expect(await store().addLinks([weak, strong, weak])).toEqual([{ ...strong, identity: 'sn:change:1' }]);
    await expect(store().addLinks([link('nobody', 'sn:change:CHG1')])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await store().addLinks([])).toEqual([]);
  });

  test('stay visible when excluded, whoever finds them again', async () => {
    const found = link('l-3', 'sn:change:CHG1');
    await store().create(release('l-3'), [found]);
    const excluded = { because: 'not ours', by: alice, at: '2026-11-07T00:00:00.000Z', agreedBy: null, needsAgreement: true };
    expect(await store().exclude(found.id, excluded)).toEqual({ ...found, excluded });
    expect(await store().addLinks([link('l-3', 'sn:change:CHG1')])).toEqual([{ ...found, excluded }]);
    await expect(store().exclude('link:none', excluded)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('written by many at once neither deadlock nor multiply', async () => {
    await store().create(release('l-4'), []);
    const many = Array.from({ length: 30 }, (_, index) => link('l-4', `sn:change:CHG${index}`));
    await Promise.all(Array.from({ length: 8 }, (_, turn) => store().addLinks(turn % 2 === 0 ? many : many.toReversed())));
    expect((await store().links(['l-4'])).get('l-4')).toHaveLength(30);
  });
});
