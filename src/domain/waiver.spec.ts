import { isOfPackage, waiverState, type Waiver } from './waiver.ts';
import type { SealedPackage } from './release.ts';

const [before, now, after] = ['2026-11-23T11:59:59.999Z', '2026-11-23T12:00:00.000Z', '2026-11-23T12:00:00.001Z'] as const;
const sealed = { digest: 'd', revision: 2 } as SealedPackage;
const waiver = (given: Partial<Waiver> = {}) => ({ packageDigest: 'd', packageRevision: 2, expiresAt: after, decision: null, revoked: null, ...given }) as Waiver;
const decided = (isApproved: boolean) => ({ isApproved, at: before, comment: null }) as Waiver['decision'];
const revoked = { at: before, reason: 'No.' } as Waiver['revoked'];

describe('where a waiver stands', () => {
  it.each<[string, Partial<Waiver>]>([
    ['REQUESTED', {}],
    ['ACTIVE', { decision: decided(true) }],
    ['REJECTED', { decision: decided(false) }],
    ['REJECTED', { decision: decided(false), revoked, packageRevision: 1, expiresAt: before }],
    ['REVOKED', { decision: decided(true), revoked, packageRevision: 1, expiresAt: before }],
    ['VOID', { decision: decided(true), packageRevision: 1, expiresAt: before }],
    ['VOID', { packageDigest: 'e' }],
    ['EXPIRED', { decision: decided(true), expiresAt: before }],
    ['EXPIRED', { expiresAt: now }],
  ])('%s', (state, given) => {
    expect(waiverState(waiver(given), sealed, now)).toBe(state);
  });

  it('is of the very package and revision that it was asked for, and of none that is not sealed', () => {
    expect([sealed, { ...sealed, digest: 'e' }, { ...sealed, revision: 3 }, null].map((one) => isOfPackage(waiver(), one))).toEqual([true, false, false, false]);
    expect(waiverState(waiver({ decision: decided(true) }), null, now)).toBe('VOID');
  });
});
