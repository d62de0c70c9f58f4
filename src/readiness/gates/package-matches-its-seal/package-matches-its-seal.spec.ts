import { absent, unknown } from '../../fact.ts';
import { artifactFactsOf, gap, greenFacts, now, policyGate, sha, timeout } from '../../green.fixture.ts';
import { packageMatchesItsSeal } from './index.ts';

const gate = policyGate('package-matches-its-seal');
const judge = (...artifacts: ReturnType<typeof artifactFactsOf>[]) => packageMatchesItsSeal.judge(greenFacts({ artifacts }), gate);

describe('package-matches-its-seal', () => {
  it('passes when every digest is the pinned one', () => {
    expect(judge(artifactFactsOf())).toMatchObject({ outcome: 'PASS', restsOn: [expect.stringContaining(`sha256:${sha}`) as string] });
  });

  it('fails for other bytes, and shows both digests', () => {
    expect(judge(artifactFactsOf({ sha256: 'b'.repeat(64) }))).toMatchObject({ outcome: 'FAIL', actual: 'payments-api-2.4.0.tgz bbbbbbbbbbbb, sealed aaaaaaaaaaaa' });
  });

  it('fails for an artifact that is not in the seal, one that is gone, and one of a test library', () => {
    expect(judge(artifactFactsOf(), artifactFactsOf({}, { pinnedSha256: null })).outcome).toBe('FAIL');
    expect(judge(artifactFactsOf({}, { record: absent(now) })).outcome).toBe('FAIL');
    expect(judge(artifactFactsOf({}, { discountedBecause: 'it is a copy' })).outcome).toBe('FAIL');
  });

  it('fails while the package is not sealed', () => {
    const facts = greenFacts();
    const unsealed = { ...facts, release: { ...facts.release, sealed: null }, artifacts: [artifactFactsOf({}, { pinnedSha256: null })] };
    expect(packageMatchesItsSeal.judge(unsealed, gate)).toMatchObject({ outcome: 'FAIL', because: 'payments-2.4.0 is not sealed.' });
  });

  it('cannot tell of a hidden digest or an unreadable artifact', () => {
    expect(judge(artifactFactsOf({ sha256: null })).outcome).toBe('UNKNOWN');
    expect(judge(artifactFactsOf({}, { record: unknown(timeout) })).outcome).toBe('UNKNOWN');
  });

  it('never passes on nothing', () => {
    expect(judge().outcome).toBe('FAIL');
    expect(packageMatchesItsSeal.judge(greenFacts({ artifacts: [], gaps: [gap('ARTIFACT')] }), gate).outcome).toBe('UNKNOWN');
  });
});
