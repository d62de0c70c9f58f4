import type { ReleaseQuery } from '../../domain/ports/stores.ts';
import { findRelease } from './find-release.ts';
import { release, sha } from './observed.fixture.ts';

/** A memory of releases that writes down what it is asked. */
class Memory {
  readonly digests: string[] = [];
  readonly queries: unknown[] = [];

  releasesOfArtifact(digest: string): Promise<readonly ReturnType<typeof release>[]> {
    this.digests.push(digest);
    return Promise.resolve(digest === sha('a') ? [release('payments-2.4.0', [digest])] : []);
  }

  list(query: ReleaseQuery, page: { readonly first: number; readonly after: string | null }): ReturnType<Parameters<typeof findRelease>[2]['list']> {
    this.queries.push([query, page]);
    return Promise.resolve({ items: [release('payments-2.5.0')], totalCount: 1, hasNextPage: false });
  }
}

describe('the release that the hub remembers of a run', () => {
  it('is asked for by each digest, and by no version where none is told', async () => {
    const memory = new Memory();
    expect((await findRelease({ digests: [sha('b'), sha('a')], version: null }, 'payments', memory)).releaseKey).toBe('payments-2.4.0');
    expect([memory.digests, memory.queries]).toEqual([[sha('b'), sha('a')], []]);
  });

  it('is asked for by its version with and without a v; two are enough to know that it is not one', async () => {
    const memory = new Memory();
    expect((await findRelease({ digests: [], version: 'v2.5.0' }, 'payments', memory)).releaseKey).toBe('payments-2.5.0');
    expect(memory.queries).toEqual([[{ serviceKey: 'payments', versions: ['2.5.0', 'v2.5.0'], orderBy: 'KEY' }, { first: 2, after: null }]]);
  });

  it('is asked for by the first fifty digests of a run that tells more', async () => {
    const memory = new Memory();
    const digests = Array.from({ length: 51 }, (_one, index) => String(index).padStart(64, '0'));
    await findRelease({ digests, version: null }, 'payments', memory);
    expect(memory.digests).toEqual(digests.slice(0, 50));
  });
});
