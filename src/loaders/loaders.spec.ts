import { jest } from '@jest/globals';
import { UserMistake } from '../domain/error.ts';
import type { Records } from '../domain/ports/records.ts';
import type { Readiness } from '../domain/readiness.ts';
import type { Release } from '../domain/release.ts';
import { readinessLoader } from './readiness.loader.ts';
import { recordLoaders } from './record.loader.ts';

const page = { purpose: 'page', maxAgeMs: 0 } as const;
const release = (key: string): Release => ({ key } as Release);

describe('loaders of records', () => {
  it('ask once per kind and once per relation for all that one tick asks', async () => {
    const calls: string[] = [];
    const answer = (call: string, names: readonly string[]): Promise<never> => {
      calls.push(`${call} ${names.join()}`);
      return Promise.resolve(new Map(names.map((name) => [name, { state: 'absent', fetchedAt: '' }]))) as Promise<never>;
    };
    const records: Records = { read: (kind, names) => answer(kind, names), relate: (relation, ids) => answer(relation, ids), find: () => Promise.resolve([]), readAtHand: () => undefined, relateAtHand: () => undefined, knownAs: () => Promise.resolve(new Map()), isProduction: () => true };
    const loaders = recordLoaders(records, page);
    await Promise.all([loaders.record('change', 'a'), loaders.record('change', 'b'), loaders.record('change', 'a'), loaders.record('ci', 'c'), loaders.relation('change.approvals', 'a'), loaders.relation('change.approvals', 'b')]);
    expect(calls.sort()).toEqual(['change a,b', 'change.approvals a,b', 'ci c']);
  });

  it('answer at once what is at hand, and the same again however it is asked for later', async () => {
    const readings = [1, 2].map((n) => ({ state: 'absent', fetchedAt: String(n) }));
    let looks = 0;
    const read = jest.fn((_kind: string, names: readonly string[]) => Promise.resolve(new Map(names.map((name) => [name, { state: 'absent', fetchedAt: 'asked' }]))));
    const loaders = recordLoaders({ read, readAtHand: (_kind: string, name: string) => (name === 'near' ? readings[looks++] : undefined) } as unknown as Records, page);
    expect(loaders.recordAtHand('change', 'near')).toBe(readings[0]);
    expect(loaders.recordAtHand('change', 'near')).toBe(readings[0]);
    expect(await loaders.record('change', 'near')).toBe(readings[0]);
    expect(read).not.toHaveBeenCalled();
    expect(loaders.recordAtHand('change', 'far')).toBeUndefined();
    expect(await loaders.record('change', 'far')).toEqual({ state: 'absent', fetchedAt: 'asked' });
  });

  it('answer nothing at hand of what this request is asking for already', async () => {
    let isNear = false;
    const loaders = recordLoaders({ read: () => Promise.resolve(new Map([['a', { state: 'absent', fetchedAt: 'asked' }]])), readAtHand: () => (isNear ? { state: 'absent', fetchedAt: 'newer' } : undefined) } as unknown as Records, page);
    const asking = loaders.record('change', 'a');
    isNear = true;
    expect(loaders.recordAtHand('change', 'a')).toBeUndefined();
    expect(await asking).toEqual({ state: 'absent', fetchedAt: 'asked' });
  });

  it('refuse what tools answer one by one for more records than a request may ask, before any is asked', async () => {
    const relate = jest.fn((_relation: string, ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, { state: 'absent', fetchedAt: '' }]))));
    const loaders = recordLoaders({ relate, relateAtHand: () => ({ state: 'absent', fetchedAt: 'at hand' }) } as unknown as Records, page);
    expect(loaders.relationAtHand('work-item.remoteLinks', 'i0')).toBeUndefined();
    const ask = async (from: number, count: number): Promise<readonly string[]> => (await Promise.allSettled(Array.from({ length: count }, (_, index) => loaders.relation('work-item.remoteLinks', `i${from + index}`)))).map(({ status }) => status);
    expect(new Set(await ask(0, 50))).toEqual(new Set(['fulfilled']));
    expect(await ask(0, 1)).toEqual(['fulfilled']);
    expect(new Set(await ask(50, 2))).toEqual(new Set(['rejected']));
    expect(relate).toHaveBeenCalledTimes(1);
  });

  it('fail loudly for a key that nobody answered', async () => {
    const records = { read: () => Promise.resolve(new Map()) } as unknown as Records;
    await expect(recordLoaders(records, page).record('change', 'a')).rejects.toThrow('nothing was answered for a');
  });
});

describe('the loader of judgements', () => {
  const judge = jest.fn(({ release: { key } }: { release: Release }) => (key === 'broken' ? Promise.reject(new Error('broken')) : Promise.resolve({ releaseKey: key } as Readiness)));
  const ask = async (count: number, basis: 'LIVE' | 'MIRROR'): Promise<readonly PromiseSettledResult<Readiness>[]> => {
    const loader = readinessLoader(judge);
    return Promise.allSettled(Array.from({ length: count }, (_, index) => loader.load({ release: release(`r${index}`), environment: 'production', basis, purpose: 'RELEASE' })));
  };
  beforeEach(() => judge.mockClear());

  it('judges ten releases live, and none of eleven', async () => {
    expect((await ask(10, 'LIVE')).every(({ status }) => status === 'fulfilled')).toBe(true);
    judge.mockClear();
    expect((await ask(11, 'LIVE')).every((one) => one.status === 'rejected' && one.reason instanceof UserMistake)).toBe(true);
    expect(judge).not.toHaveBeenCalled();
  });

  it('counts over the whole request, not over one tick', async () => {
    const loader = readinessLoader(judge);
    for (let index = 0; index < 10; index += 1) await loader.load({ release: release(`r${index}`), environment: 'production', basis: 'LIVE', purpose: 'RELEASE' });
    await expect(loader.load({ release: release('r10'), environment: 'production', basis: 'LIVE', purpose: 'RELEASE' })).rejects.toThrow('11 releases');
  });

  it('judges any number from the mirror, and one failure is one key’s', async () => {
    expect((await ask(50, 'MIRROR')).every(({ status }) => status === 'fulfilled')).toBe(true);
    const loader = readinessLoader(judge);
    const both = await Promise.allSettled(['broken', 'whole'].map((key) => loader.load({ release: release(key), environment: 'production', basis: 'LIVE', purpose: 'RELEASE' })));
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
