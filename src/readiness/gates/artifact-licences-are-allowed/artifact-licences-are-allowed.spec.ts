import type { ArtifactScan } from '../../../domain/artifact.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { ArtifactFacts } from '../../facts.ts';
import { artifactFactsOf, gap, greenFacts, now, policyGate, timeout } from '../../green.fixture.ts';
import { artifactLicencesAreAllowed } from './index.ts';

const judge = (artifacts: readonly ArtifactFacts[], parameters: Record<string, unknown> = { denied: ['GPL-3.0-only'] }, mayBeEmpty = false) =>
  artifactLicencesAreAllowed.judge(greenFacts({ artifacts }), policyGate('artifact-licences-are-allowed', { parameters, mayBeEmpty }));
const scanned = (licences?: readonly string[], given: Partial<ArtifactScan> = {}) => artifactFactsOf({}, { scan: known({ state: 'SCANNED', critical: 0, high: 0, medium: 0, low: 0, scannedAt: now, ...(licences && { licences }), ...given }, now) });

describe('artifact-licences-are-allowed', () => {
  it('passes when every licence is allowed, or none is denied', () => {
    expect(judge([scanned(['MIT', 'Apache-2.0'])])).toMatchObject({ outcome: 'PASS', because: 'The artifact is made of what the policy allows.', expected: 'none of GPL-3.0-only' });
    expect(judge([scanned(['MIT'])], { allowed: ['mit'] })).toMatchObject({ outcome: 'PASS', expected: 'only mit' });
    expect(judge([scanned(['NOASSERTION'])], { allowed: ['MIT', 'NOASSERTION'] }).outcome).toBe('PASS');
  });

  it('fails on one that is denied or not allowed, in any artifact', () => {
    expect(judge([scanned(['MIT']), scanned(['MIT', 'gpl-3.0-ONLY'])])).toMatchObject({ outcome: 'FAIL', because: 'payments-api-2.4.0.tgz holds what is licensed under gpl-3.0-ONLY, which the policy does not allow.' });
    expect(judge([scanned(['MIT', 'BSD-3-Clause'])], { allowed: ['MIT'] }).outcome).toBe('FAIL');
    expect(judge([scanned(['MIT', 'BSD-3-Clause', 'ISC'])], { allowed: ['MIT'] })).toMatchObject({
      because: 'payments-api-2.4.0.tgz holds what is licensed under BSD-3-Clause, ISC, which the policy does not allow.', remedy: 'Take out of payments-api-2.4.0.tgz what is under BSD-3-Clause, ISC and build it again, or have the licence allowed in the policy.',
    });
    expect(judge([scanned(['MIT'])], { allowed: ['MIT'], denied: ['MIT'] }).outcome).toBe('FAIL');
    expect(judge([scanned(['NOASSERTION'])], { denied: ['NOASSERTION'] }).outcome).toBe('FAIL');
    expect(judge([scanned(['GPL-3.0-only', 'NOASSERTION'])]).outcome).toBe('FAIL');
  });

  it.each<[string, ArtifactFacts]>([
    ['a licence is unknown', scanned(['MIT', 'NOASSERTION'])], ['no licence was told', scanned()], ['there is none at all', scanned([])],
    ['it was never scanned', scanned(['MIT'], { state: 'NOT_SCANNED' })], ['the scan is pending', scanned(undefined, { state: 'PENDING' })],
    ['the scan is unread', artifactFactsOf({}, { scan: unknown(timeout) })], ['the scanner does not know it', artifactFactsOf({}, { scan: absent(now) })], ['the artifact is unread', artifactFactsOf({}, { record: unknown(timeout), scan: unknown(timeout) })],
  ])('cannot tell when %s', (_name, artifact) => {
    expect(judge([scanned(['MIT']), artifact])).toMatchObject({ outcome: 'UNKNOWN', remedy: expect.any(String) as string });
    expect(judge([artifact], { allowed: ['MIT'] }).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing, nor by a policy that says nothing', () => {
    expect(judge([]).outcome).toBe('FAIL');
    expect(judge([], undefined, true).outcome).toBe('NOT_APPLICABLE');
    expect(artifactLicencesAreAllowed.judge(greenFacts({ gaps: [gap('ARTIFACT')] }), policyGate('artifact-licences-are-allowed', { parameters: { allowed: ['MIT', 'Apache-2.0'] } })).outcome).toBe('UNKNOWN');
    expect(artifactLicencesAreAllowed.parameters.safeParse({}).success).toBe(false);
  });
});
