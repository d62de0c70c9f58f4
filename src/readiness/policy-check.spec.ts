import { gateSet } from './gate-set.ts';
import { unreadableGate } from './gate.ts';
import { policy, policyGate } from './green.fixture.ts';
import { checkPolicy } from './policy-check.ts';

const mistakes = (...gates: ReturnType<typeof policyGate>[]) => checkPolicy({ ...policy, gates });

describe('what is wrong in the gates of a policy', () => {
  it('is nothing where each is known, stands once, has parameters that fit, and one blocks', () => {
    expect(checkPolicy(policy)).toEqual([]);
    expect(checkPolicy({ ...policy, backOutGates: [policyGate('package-matches-its-seal')] })).toEqual([]);
    expect(checkPolicy({ ...policy, gates: [policyGate('moon-is-full')] }, gateSet([unreadableGate('moon-is-full')]))).toEqual([]);
  });

  it('is a gate that nobody knows, beside all that there are, one that stands twice, or that none blocks', () => {
    expect(mistakes(policyGate('no-such'), policyGate('no-freeze'))).toEqual([{ line: null, key: 'gates[0].gate', message: `no gate is called no-such; there are ${gateSet().all.map(({ name }) => name).join(', ')}` }]);
    expect(mistakes(policyGate('no-freeze'), policyGate('plan-is-agreed'), policyGate('no-freeze'))).toEqual([{ line: null, key: 'gates[2].gate', message: 'no-freeze stands in the policy twice' }]);
    expect(mistakes(policyGate('no-freeze', { isBlocking: false }))).toEqual([{ line: null, key: 'gates', message: 'no gate blocks, so no release could ever be judged READY' }]);
    expect(checkPolicy({ ...policy, backOutGates: [] })).toEqual([{ line: null, key: 'backOut.gates', message: 'no gate blocks, so nothing could ever be backed out' }]);
  });

  it('is each parameter that does not fit, by its place', () => {
    expect(mistakes(policyGate('plan-is-agreed'), policyGate('risk-is-accepted', { parameters: { highest: 'HUGE', acceptedBy: ['omar'] } })).map(({ key }) => key)).toEqual(['gates[1].parameters.highest', 'gates[1].parameters.acceptedBy.0']);
    expect(checkPolicy({ ...policy, backOutGates: [policyGate('plan-is-agreed', { parameters: { x: 1 } })] })).toEqual([{ line: null, key: 'backOut.gates[0].parameters', message: 'Unrecognized key: "x"' }]);
  });
});
