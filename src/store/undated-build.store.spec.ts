import type { UndatedQuestion } from '../domain/ports/undated-builds.ts';
import { eachDatabase } from './each-database.fixture.ts';

eachDatabase('Builds of whose commit nobody told when it was made', (given) => {
  const undated = (more: Partial<UndatedQuestion> = {}) => given.store().undatedBuilds.undated({ places: ['github.com', 'git.bank.example/money'], startedSince: '2026-11-01T00:00:00.000Z', except: [], after: null, limit: 100, ...more });
  const kept = (kind: string, identity: string, reference: string | null, content: object): Promise<void> => given.store().copies.keep([{ connection: 'library', kind, identity, reference, content, fetchedAt: '2026-11-23T05:00:00.000Z' }]);
  const build = (id: string, more: object = {}): Promise<void> =>
    kept('build', `library:build:${id}`, `library:build:of-${id}`, { startedAt: '2026-11-20T00:00:00.000Z', vcsRevision: `sha-${id}`, vcsRepository: 'github.com/northbank/payments', ...more });

  test('are those of repositories at the places, of late, whose commit was not read under their own name', async () => {
    await build('a');
    await build('b', { vcsRepository: 'git.bank.example/money/ledger', startedAt: null });
    await build('c');
    await build('elsewhere', { vcsRepository: 'github.community/northbank/payments' });
    await build('beside', { vcsRepository: 'git.bank.example/moneybox/ledger' });
    await build('long-ago', { startedAt: '2026-10-31T23:59:59.999Z' });
    await build('of-nothing', { vcsRevision: null });
    await build('of-before', { vcsRepository: undefined });
    await build('gone');
    await given.store().history.lose('build', ['library:build:gone'], '2026-11-23T05:00:00.001Z', 'It was deleted.');
    await build('dated');
    await kept('build.commit', 'library:build:dated', 'library:build:of-dated', { revision: 'sha-dated' });
    await build('made-anew');
    await kept('build.commit', 'library:build:made-anew', 'library:build:of-made-anew', { revision: 'sha-before' });
    await build('renamed');
    await kept('build.commit', 'library:build:renamed', 'library:build:of-another', { revision: 'sha-renamed' });
    const all = ['a', 'b', 'c', 'made-anew', 'renamed'].map((id) => `library:build:${id}`);
    const named = async (more: Partial<UndatedQuestion> = {}): Promise<unknown> => { const { builds, left } = await undated(more); return [builds.map(({ identity }) => identity), left]; };
    expect(await named()).toEqual([all, 5]);
    expect((await undated()).builds[1]).toEqual({ identity: all[1], reference: 'library:build:of-b', commit: { repository: 'git.bank.example/money/ledger', revision: 'sha-b' } });
    expect(await named({ limit: 2 })).toEqual([all.slice(0, 2), 5]);
    expect(await named({ after: all[1] ?? null, except: [all[2] ?? ''] })).toEqual([all.slice(3), 2]);
    expect(await named({ places: ['git.bank.example/money'] })).toEqual([[all[1]], 1]);
    expect(await named({ places: [] })).toEqual([[], 0]);
  });
});
