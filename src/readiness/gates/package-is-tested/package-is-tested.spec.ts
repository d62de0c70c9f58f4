import type { ArtifactEvidence, Build } from '../../../domain/artifact.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { AskedFacts, Facts } from '../../facts.ts';
import { artifactFactsOf, askedFacts, buildFactsOf, gap, greenArtifact, greenFacts, now, policyGate, sha, testedBy, timeout } from '../../green.fixture.ts';
import { packageIsTested } from './index.ts';

const judge = (asked: Partial<AskedFacts> = {}, given: Partial<Facts> = {}, parameters: Record<string, unknown> = { suites: ['acceptance'] }, mayBeEmpty = false) =>
  packageIsTested.judge(greenFacts({ asked: askedFacts(asked), ...given }), policyGate('package-is-tested', { parameters, mayBeEmpty }));
const built = (given: Partial<Build>, facts: Parameters<typeof buildFactsOf>[1] = {}): Partial<AskedFacts> => ({ builds: known([buildFactsOf(given, facts)], now) });
const stated = (...evidence: ArtifactEvidence[]): Partial<AskedFacts> => ({ evidence: known([{ of: greenArtifact.id, told: known(evidence, now) }], now) });
const other = 'b'.repeat(64);
const file = (sha256: string | null) => ({ name: greenArtifact.name, sha256, path: null, reference: null });
const later = '2026-11-21T08:00:00.000Z';

describe('package-is-tested', () => {
  it('passes when the build that made the sealed bytes passed, and every suite did on them', () => {
    expect(judge()).toMatchObject({ outcome: 'PASS', because: 'The artifact is tested as sealed.', expected: 'every build passed; acceptance passed on every sealed digest', restsOn: [`acceptance on ${sha} PASS`, 'artifactory:build:payments/118@1 passed'] });
    expect(judge(stated(), {}, {})).toMatchObject({ outcome: 'PASS', expected: 'every build passed' });
    expect(judge({ evidence: unknown(timeout) }, {}, {}).outcome).toBe('PASS');
    expect(judge(built({ testsPassed: false }), {}, { suites: ['acceptance'], buildPassed: false }).outcome).toBe('PASS');
    expect(judge(stated(testedBy('all', {}, { suites: [], passed: ['unit', 'acceptance'], failed: ['lint'], result: 'FAILED' }))).outcome).toBe('PASS');
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>, string]>([
    ['the build failed', built({ testsPassed: false }), {}, 'Build payments/118, which made payments-api-2.4.0.tgz, failed its tests.'],
    ['the build made other bytes', built({ artifacts: [file(other)] }), {}, 'does not list the sealed payments-api-2.4.0.tgz'],
    ['the build made nothing', built({ artifacts: [] }), {}, 'does not list the sealed'],
    ['the library has no such build', built({}, { record: absent(now) }), {}, 'artifactory has no payments/118'],
    ['a suite failed', stated(testedBy('acceptance', {}, { result: 'FAILED' })), {}, 'acceptance failed on payments-api-2.4.0.tgz.'],
    ['a suite failed by name', stated(testedBy('acceptance', {}, { suites: [], failed: ['acceptance'] })), {}, 'acceptance failed'],
    ['it failed last', stated(testedBy('acceptance'), testedBy('acceptance', { createdAt: later }, { result: 'FAILED' })), {}, 'acceptance failed'],
    ['it failed at an unknown moment', stated(testedBy('acceptance'), testedBy('acceptance', { createdAt: null }, { result: 'FAILED' })), {}, 'acceptance failed'],
    ['it passed and failed at one moment', stated(testedBy('acceptance'), testedBy('acceptance', {}, { result: 'FAILED' })), {}, 'acceptance failed'],
    ['it failed, and passed at an unknown moment, which may have been before', stated(testedBy('acceptance', { createdAt: null }), testedBy('acceptance', {}, { result: 'FAILED' })), {}, 'acceptance failed'],
    ['it failed, as a statement says that nobody could verify', stated(testedBy('acceptance'), testedBy('acceptance', { isVerified: false, createdAt: later }, { result: 'FAILED' })), {}, 'acceptance failed'],
    ['a failed suite stands beside a missing one', stated(testedBy('acceptance', {}, { result: 'FAILED' })), {}, 'acceptance failed'],
    ['a suite was never run', stated(testedBy('unit')), {}, 'Nothing in the library says that acceptance passed'],
    ['a suite was run on other bytes', stated(testedBy('acceptance', { subjectSha256: other })), {}, 'acceptance was run on another payments-api-2.4.0.tgz than the sealed one.'],
    ['a report that failed names others', stated(testedBy('x', {}, { suites: [], passed: ['unit'], failed: ['lint'], result: 'FAILED' })), {}, 'Nothing in the library says'],
    ['a report that passed names no suite', stated(testedBy('acceptance', {}, { suites: [] })), {}, 'Nothing in the library says'],
    ['it is not sealed', {}, { artifacts: [artifactFactsOf({}, { pinnedSha256: null })] }, 'is not in the seal'],
    ['the seal pins other bytes', {}, { artifacts: [artifactFactsOf({}, { pinnedSha256: other })] }, 'does not list the sealed'],
  ])('fails when %s', (_name, asked, given, because) => {
    expect(judge(asked, given)).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string, remedy: expect.any(String) as string });
  });

  it('believes the newest run that counts', () => {
    expect(judge(stated(testedBy('acceptance', {}, { result: 'FAILED' }), testedBy('acceptance', { createdAt: later }))).outcome).toBe('PASS');
    expect(judge(stated(testedBy('acceptance', {}, { result: 'FAILED' }), testedBy('acceptance', { createdAt: later, isVerified: null }))).outcome).toBe('FAIL');
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>]>([
    ['nobody said how the build ended', built({ testsPassed: null }), {}],
    ['the build lists the file without its digest', built({ artifacts: [file(null)] }), {}],
    ['the build is unread', built({}, { record: unknown(timeout) }), {}],
    ['the build was not asked for', { builds: known([], now) }, {}],
    ['builds were not gathered', { builds: unknown(timeout) }, {}],
    ['the artifact does not say which build made it', {}, { artifacts: [artifactFactsOf({ buildName: null })] }],
    ['evidence bears no verified signature', stated(testedBy('acceptance', { isVerified: false })), {}],
    ['the library does not say whether it verified it', stated(testedBy('acceptance', { isVerified: null })), {}],
    ['it passed with warnings', stated(testedBy('acceptance', {}, { result: 'UNKNOWN' })), {}],
    ['the last report cannot be read', stated(testedBy('acceptance'), testedBy('acceptance', { createdAt: later }, { result: 'UNKNOWN', suites: [] })), {}],
    ['it passed and ended nobody knows how at one moment', stated(testedBy('acceptance'), testedBy('acceptance', {}, { result: 'UNKNOWN' })), {}],
    ['evidence does not say which bytes it is about', stated(testedBy('acceptance', { subjectSha256: null })), {}],
    ['evidence was not gathered', { evidence: unknown(timeout) }, {}],
    ['that of the artifact was not asked for', { evidence: known([], now) }, {}],
    ['it is unread', { evidence: known([{ of: greenArtifact.id, told: unknown(timeout) }], now) }, {}],
    ['it is hidden', { evidence: known([{ of: greenArtifact.id, told: absent(now) }], now) }, {}],
    ['the artifact is unread', {}, { artifacts: [artifactFactsOf({}, { record: unknown(timeout) })] }],
    ['a look for more artifacts is unfinished', {}, { gaps: [gap('ARTIFACT')] }],
  ])('cannot tell when %s', (_name, asked, given) => {
    expect(judge(asked, given)).toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('says what the build lists of it', () => {
    expect(judge(built({ artifacts: [file(null)] }))).toMatchObject({ actual: 'payments/118: no digest of payments-api-2.4.0.tgz', evidence: [{ field: 'artifacts', value: null }] });
    expect(judge(built({ artifacts: [file(other)] }))).toMatchObject({ actual: 'payments/118: another digest of payments-api-2.4.0.tgz', evidence: [{ field: 'artifacts', value: '1 other digests' }] });
  });

  it('never passes on nothing, nor by a policy that asks for no test', () => {
    expect(judge({}, { artifacts: [] }).outcome).toBe('FAIL');
    expect(judge({}, { artifacts: [] }, undefined, true).outcome).toBe('NOT_APPLICABLE');
    expect(judge({}, {}, { buildPassed: false })).toMatchObject({ outcome: 'UNKNOWN', because: "The policy's parameters of package-is-tested are wrong:  name suites, or let buildPassed be true: a package is not tested by nothing." });
  });
});
