import { release, sha } from './observed.fixture.ts';
import { releaseOf, versionsLike } from './release-of.ts';

const sealed = release('payments-2.4.0', [sha('a'), sha('b')]);
const twin = release('payments-2.4.1', [sha('a')]);
const open = release('payments-2.5.0');
const others = release('ledger-1.9.2', [sha('c')]);
const shared = release('ledger-1.9.3', [sha('a'), sha('c')]);

describe('the release of a run', () => {
  it.each([
    ['by a digest', { digests: [sha('a')], version: null }, [sealed], [], 'payments-2.4.0'],
    ['by a digest among unknown ones', { digests: [sha('e'), sha('b')], version: null }, [sealed], [], 'payments-2.4.0'],
    ['by its version', { digests: [], version: '2.5.0' }, [], [open], 'payments-2.5.0'],
    ['by its version while nothing is sealed that could say otherwise', { digests: [sha('a')], version: '2.5.0' }, [], [open], 'payments-2.5.0'],
    ['by its version, sealed or not, when it tells no digest', { digests: [], version: '2.4.0' }, [], [sealed], 'payments-2.4.0'],
    ['by digest and version, when the digest is in several', { digests: [sha('a')], version: 'v2.4.1' }, [sealed, twin], [twin], 'payments-2.4.1'],
    ['by the package\'s digest', { digests: [sha('9')], version: '2.4.0' }, [], [sealed], 'payments-2.4.0'],
    ['by a digest that another service has sealed too', { digests: [sha('a')], version: null }, [shared, sealed], [], 'payments-2.4.0'],
  ] as const)('%s', (_title, run, sealedWith, ofVersion, releaseKey) => {
    expect(releaseOf(run, 'payments', sealedWith, ofVersion)).toMatchObject({ releaseKey, because: null });
  });

  it.each([
    ['the digest is in several', { digests: [sha('a')], version: null }, [sealed, twin], [], 'What it deployed is sealed in several releases: payments-2.4.0, payments-2.4.1.'],
    ['digest and version contradict each other', { digests: [sha('a')], version: '2.5.0' }, [sealed, twin], [open], 'It says version 2.5.0, but what it deployed is sealed in payments-2.4.0, payments-2.4.1.'],
    ['the package of its version is another', { digests: [sha('e')], version: '2.4.0' }, [], [sealed], 'It says version 2.4.0, but nothing that it deployed is sealed in payments-2.4.0.'],
    ['what went out is another service\'s, whatever its version', { digests: [sha('c')], version: '2.5.0' }, [others, shared], [open], 'What it deployed is sealed in ledger-1.9.2, ledger-1.9.3, of another service.'],
    ['several have its version', { digests: [], version: '2.5.0' }, [], [open, release('payments-2.5.0', [], { key: 'payments-2.5.0-b' })], 'It says version 2.5.0, of which there are several releases.'],
    ['none has its version', { digests: [], version: '7.0.0' }, [], [], 'It says version 7.0.0, of which there is no release.'],
    ['it says nothing', { digests: [], version: null }, [], [], 'It does not say which release it is.'],
  ] as const)('is not known, and why, when %s', (_title, run, sealedWith, ofVersion, because) => {
    expect(releaseOf(run, 'payments', sealedWith, ofVersion)).toEqual({ releaseKey: null, packageDigest: null, because });
  });

  it('has its package\'s digest only when the run tells that very digest', () => {
    expect(releaseOf({ digests: [sha('9')], version: '2.4.0' }, 'payments', [], [sealed]).packageDigest).toBe(sha('9'));
    expect(releaseOf({ digests: [sha('a')], version: '2.4.0' }, 'payments', [sealed], [sealed]).packageDigest).toBeNull();
  });

  it('is of one version with or without a v', () => {
    expect([versionsLike('v2.4.0'), versionsLike('2.4.0')]).toEqual([['2.4.0', 'v2.4.0'], ['2.4.0', 'v2.4.0']]);
    expect([versionsLike('vienna'), versionsLike('2.4.0-rev2')]).toEqual([['vienna', 'vvienna'], ['2.4.0-rev2', 'v2.4.0-rev2']]);
  });
});
