import { absent, unknown } from '../../fact.ts';
import { artifactFactsOf, gap, greenFacts, now, policyGate, timeout } from '../../green.fixture.ts';
import { packageIsInTheDml } from './index.ts';

const gate = policyGate('package-is-in-the-dml');
const judge = (...artifacts: ReturnType<typeof artifactFactsOf>[]) => packageIsInTheDml.judge(greenFacts({ artifacts }), gate);

describe('package-is-in-the-dml', () => {
  it('passes when the library holds every artifact', () => {
    expect(judge(artifactFactsOf())).toMatchObject({ outcome: 'PASS', because: 'The artifact is in the library.' });
  });

  it('fails for one it does not hold, one of a test library, and cannot tell of one it cannot read', () => {
    expect(judge(artifactFactsOf(), artifactFactsOf({}, { record: absent(now) }))).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('artifactory has no libs-release-local') as string });
    expect(judge(artifactFactsOf({}, { discountedBecause: 'it is a copy' })).outcome).toBe('FAIL');
    expect(judge(artifactFactsOf({}, { record: unknown(timeout) }))).toMatchObject({ outcome: 'UNKNOWN', because: expect.stringContaining('no answer within 20 s') as string });
  });

  it('says where one is that promotion moved away from its pinned place', () => {
    const moved = artifactFactsOf({ repository: 'libs-production-local', source: { ...artifactFactsOf().source, key: 'libs-production-local/northbank/payments/2.4.0/payments-api-2.4.0.tgz' } });
    expect(judge(moved)).toMatchObject({
      outcome: 'PASS', evidence: [{ value: 'libs-production-local' }],
      because: 'The artifact is in the library. payments-api-2.4.0.tgz was found by its digest in libs-production-local: it is no longer where it was sealed.',
    });
    const { reference } = artifactFactsOf();
    for (const pinned of [`${reference}@${'a'.repeat(64)}`, 'no reference']) expect(judge({ ...artifactFactsOf(), reference: pinned }).because).toBe('The artifact is in the library.');
    expect(judge({ ...artifactFactsOf(), reference: reference.replace('payments-api', `payments@${'a'.repeat(64)}`) }).because).toContain('found by its digest');
    const odd = `libs/payments@${'a'.repeat(64)}/payments.tgz`;
    expect(judge({ ...artifactFactsOf({ source: { ...artifactFactsOf().source, key: odd } }), reference: `artifactory:artifact:${odd}` }).because).toBe('The artifact is in the library.');
    expect(judge(moved, artifactFactsOf({}, { record: unknown(timeout) })).because).toMatch(/^\S+ could not be read from artifactory: [^.]*\.$/);
  });

  it('never passes on nothing', () => {
    expect(judge().outcome).toBe('FAIL');
    expect(packageIsInTheDml.judge(greenFacts({ artifacts: [], gaps: [gap('ARTIFACT')] }), gate).outcome).toBe('UNKNOWN');
    expect(packageIsInTheDml.judge(greenFacts({ gaps: [gap('ARTIFACT')] }), gate).outcome).toBe('UNKNOWN');
  });
});
