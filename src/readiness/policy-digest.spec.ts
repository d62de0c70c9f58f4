import { digestOf } from './digest.ts';
import { gateSet } from './gate-set.ts';
import { unreadableGate } from './gate.ts';
import { policy, policyGate } from './green.fixture.ts';
import { policyDigest } from './policy-digest.ts';

const own = (definition: string | null) => gateSet([{ ...unreadableGate('moon-is-full'), definition }]);
const named = { ...policy, gates: [policyGate('no-freeze'), policyGate('moon-is-full')] };

describe('what a policy says, in one digest', () => {
  it('is all of it but the digest that it had', () => {
    expect(policyDigest({ ...policy, digest: 'former' })).toBe(policyDigest(policy));
    const others = [{ ...policy, version: '2' }, { ...policy, gates: [] }, { ...policy, backOutGates: [] }, { ...policy, receiptValidityMs: 1 }];
    expect(new Set([policy, ...others].map((one) => policyDigest(one))).size).toBe(5);
  });

  it('is with what the gates consist of that its company added, of releases and of back-outs', () => {
    expect(policyDigest(named, own('a'))).toBe(policyDigest(named, own('a')));
    expect(new Set([policyDigest(named, own('a')), policyDigest(named, own('b')), policyDigest(named, own(null)), policyDigest({ ...named, gates: named.gates.slice(0, 1) }, own('a'))]).size).toBe(4);
    const back = { ...policy, gates: [], backOutGates: [policyGate('moon-is-full')] };
    expect(policyDigest(back, own('a'))).not.toBe(policyDigest(back, own('b')));
    expect(policyDigest(policy, own('a'))).toBe(policyDigest(policy, own('b')));
    // What receipts of years ago are compared with.
    expect([policyDigest(policy), policyDigest(named, own('a'))]).toEqual([digestOf({ policy, definitions: [] }), digestOf({ policy: named, definitions: [{ gate: 'moon-is-full', definition: 'a' }] })]);
    // A gate that nobody knows consists of nothing, as one of the house does.
    expect(policyDigest(named)).toBe(policyDigest(named, own(null)));
  });
});
