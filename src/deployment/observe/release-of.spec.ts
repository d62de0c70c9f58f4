import { release, sha } from './observed.fixture.ts';
import { releaseOf, versionsLike } from './release-of.ts';

const sealed = release('payments-2.4.0', [sha('a'), sha('b')]);
const twin = release('payments-2.4.1', [sha('a')]);
const open = release('payments-2.5.0');
const others = release('ledger-1.9.2', [sha('c')]);

describe('the release of a run', () => {
  it.each([
    ['by a digest', { digests: [sha('a')], version: null }, [sealed], [], 'payments-2.4.0'],
    ['by a digest among unknown ones', { digests: [sha('e'), sha('b')], version: null }, [sealed], [], 'payments-2.4.0'],
    ['by its version', { digests: [], version: '2.5.0' }, [], [open], 'payments-2.5.0'],
    ['by its version while nothing is sealed that could say otherwise', { digests: [sha('a')], version: '2.5.0' }, [], [open], 'payments-2.5.0'],
    ['by its version, sealed or not, when it tells no digest', { digests: [], version: '2.4.0' }, [], [sealed], 'payments-2.4.0'],
    ['by digest and version, when the digest is in several', { digests: [sha('a')], version: 'v2.4.1' }, [sealed, twin], [twin], 'payments-2.4.1'],
    ['by the package\'s digest', { digests: [sha('9')], version: '2.4.0' }, [], [sealed], 'payments-2.4.0'],
    ['not when the digest is in several', { digests: [sha('a')], version: null }, [sealed, twin], [], null],
    ['not when digest and version contradict each other', { digests: [sha('b')], version: '2.5.0' }, [sealed], [open], null],
    ['not by a version whose package is another', { digests: [sha('e')], version: '2.4.0' }, [], [sealed], null],
    ['not by a version when what went out is another service\'s', { digests: [sha('c')], version: '2.5.0' }, [others], [open], null],
    ['not by a version that several have', { digests: [], version: '2.5.0' }, [], [open, release('payments-2.5.0', [], { key: 'payments-2.5.0-b' })], null],
    ['not by a version that none has', { digests: [], version: '7.0.0' }, [], [], null],
    ['not by nothing', { digests: [], version: null }, [], [], null],
  ] as const)('%s', (_title, run, sealedWith, ofVersion, key) => {
    const found = releaseOf(run, 'payments', sealedWith, ofVersion);
    expect(found.releaseKey).toBe(key);
    expect(found.because === null).toBe(key !== null);
  });

  it('has its package\'s digest only when the run tells that very digest', () => {
    expect(releaseOf({ digests: [sha('9')], version: '2.4.0' }, 'payments', [], [sealed]).packageDigest).toBe(sha('9'));
    expect(releaseOf({ digests: [sha('a')], version: '2.4.0' }, 'payments', [sealed], [sealed]).packageDigest).toBeNull();
  });

  it('is of one version with or without a v', () => {
    expect([versionsLike('v2.4.0'), versionsLike('2.4.0'), versionsLike('vienna')]).toEqual([['2.4.0', 'v2.4.0'], ['2.4.0', 'v2.4.0'], ['vienna', 'vvienna']]);
  });
});
