import type { UnreadItems } from '../domain/ports/concerned-items.ts';
import type { Exclusion, Link } from '../domain/release.ts';
import { eachDatabase } from './each-database.fixture.ts';

const relation = 'ci.dependencyReach';
const now = '2026-11-23T05:00:00.000Z';
const yesterday = '2026-11-22T05:00:00.000Z';

eachDatabase('Configuration items that matter', (given) => {
  const unread = (more: Partial<UnreadItems> = {}): Promise<{ readonly ids: readonly string[]; readonly left: number }> =>
    given.store().concernedItems.unread({ connection: 'cmdb', relation, targets: ['cmdb:ci:TARGET'], incidentsSince: '2026-11-01T00:00:00.000Z', readBefore: yesterday, except: [], after: null, limit: 100, ...more });
  const kept = (kind: string, identity: string, content: object, more: { readonly reference?: string; readonly fetchedAt?: string } = {}): Promise<void> =>
    given.store().copies.keep([{ connection: identity.split(':', 1)[0] ?? '', kind, identity, reference: more.reference ?? null, content, fetchedAt: more.fetchedAt ?? now }]);
  const item = (id: string, label = id.toUpperCase()): Promise<void> => kept('ci', `cmdb:ci:${id}`, { name: label }, { reference: `cmdb:ci:${label}` });
  const incident = (id: string, about: string, openedAt = '2026-11-20T00:00:00.000Z'): Promise<void> => kept('incident', `desk:incident:${id}`, { openedAt, configurationItemId: about });
  const linked = (about: string, more: Partial<Link> = {}): Promise<unknown> => given.store().releases.addLinks([{
    id: `link:${about}`, releaseKey: 'r-1', relation: 'CONFIGURATION_ITEM', reference: about, identity: about, environment: null, origin: 'DECLARED', by: 'x', linkedAt: now, excluded: null, ...more,
  }]);

  test('are those of kept links, of services and of incidents, of which nothing was read since a moment', async () => {
    for (const id of ['linked', 'excluded', 'asked', 'other', 'target', 'about', 'long-ago', 'nobodys', 'gone', 'known', 'old']) await item(id);
    await given.store().releases.create({ id: 'release:r-1', key: 'r-1', name: 'r', version: '1', description: null, serviceKey: 's', ownerEmail: 'a@b', train: null, dependsOn: [], stakeholders: [], createdAt: now, canceledAt: null, closedAt: null, sealed: null }, []);
    await linked('cmdb:ci:linked');
    const excluded: Exclusion = { because: 'x', by: { kind: 'person', id: 'person:x', name: 'X', email: 'x@b.example', isActive: true, accounts: [], isMapped: true }, at: now, needsAgreement: false, agreedBy: null };
    await linked('cmdb:ci:excluded', { excluded });
    await linked('cmdb:ci:asked', { excluded: { ...excluded, needsAgreement: true } });
    await linked('cmdb:ci:other', { relation: 'CHANGE' });
    for (const id of ['about', 'gone', 'known', 'old']) await incident(id, `cmdb:ci:${id}`);
    await incident('long-ago', 'cmdb:ci:long-ago', '2026-10-20T00:00:00.000Z');
    await incident('of-another', 'elsewhere:ci:1');
    await incident('never-shown', 'cmdb:ci:never-shown');
    await kept('ci', 'elsewhere:ci:1', {});
    await kept(relation, 'cmdb:ci:known', { items: [], isComplete: true }, { fetchedAt: yesterday });
    await kept(relation, 'cmdb:ci:old', { items: [], isComplete: true }, { fetchedAt: '2026-11-22T04:59:59.999Z' });
    await kept('ci.userReach', 'cmdb:ci:about', { items: [], isComplete: true });
    await given.store().history.lose('ci', ['cmdb:ci:gone'], '2026-11-23T05:00:00.001Z', 'It was deleted.');

    const all = ['about', 'asked', 'linked', 'old', 'target'].map((id) => `cmdb:ci:${id}`);
    expect(await unread()).toEqual({ ids: all, left: 5 });
    expect(await unread({ limit: 2 })).toEqual({ ids: all.slice(0, 2), left: 5 });
    expect(await unread({ after: all[1] ?? null, limit: 2 })).toEqual({ ids: all.slice(2, 4), left: 3 });
    expect(await unread({ after: all[4] ?? null })).toEqual({ ids: [], left: 0 });
    expect(await unread({ except: ['cmdb:ci:asked'] })).toEqual({ ids: all.filter((id) => id !== 'cmdb:ci:asked'), left: 4 });
    expect((await unread({ targets: [] })).ids).not.toContain('cmdb:ci:target');
    expect((await unread({ connection: 'elsewhere' })).ids).toEqual(['elsewhere:ci:1']);
    expect((await unread({ relation: 'ci.impactedServices' })).ids).toContain('cmdb:ci:known');
  });

  test('keep what was last said of them when they matter no more, whatever whole passes see', async () => {
    const name = { connection: 'cmdb', kind: relation } as const;
    await kept(relation, 'cmdb:ci:forgotten', { items: [], isComplete: true }, { fetchedAt: '2026-11-01T00:00:00.000Z' });
    for (const pass of [1, 2]) {
      const turn = await given.store().syncs.takeTurn(name, 'a', 60_000, 1_000);
      if (turn === null) throw new Error('nobody else takes turns here');
      expect(turn.isWhole).toBe(true);
      await given.store().syncs.keepPages(name, turn, { copies: [], cursor: '', total: 0, hidden: 0 }, 60_000);
      await given.store().syncs.finish(name, turn, 1_000);
      given.clock.advance(pass * 10_000);
    }
    expect([...(await given.store().copies.find(relation, ['cmdb:ci:forgotten'])).keys()]).toEqual(['cmdb:ci:forgotten']);
  });
});
