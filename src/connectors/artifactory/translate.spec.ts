import { toArtifact, toBuild, toMoment } from './translate.ts';
import type { Origin } from './translate.ts';
import type { BuildInfo, Item } from './wire.ts';

const origin: Origin = { connection: 'dml', url: 'https://jfrog.example', fetchedAt: '2026-03-02T09:00:00.000Z' };
const item: Item = { repo: 'libs', path: 'a b/1.0', name: 'x#1.tgz', size: 5, sha256: 'A'.repeat(64) };

function build(info: Partial<BuildInfo>) {
  return toBuild({ name: 'team/pay', number: '7', ...info }, origin);
}

describe('Artifactory in our words', () => {
  it('pins an artifact by place and digest, and links to it with every segment encoded', () => {
    expect(toArtifact(item, origin)).toMatchObject({
      id: `dml:artifact:libs/a b/1.0/x#1.tgz@${'a'.repeat(64)}`, label: 'x#1.tgz', sha256: 'a'.repeat(64), sizeBytes: 5, properties: {}, buildName: null,
      source: { reference: 'dml:artifact:libs/a b/1.0/x#1.tgz', key: 'libs/a b/1.0/x#1.tgz', url: 'https://jfrog.example/ui/repos/tree/General/libs/a%20b/1.0/x%231.tgz' },
    });
  });

  it.each([undefined, null, '', 'abc', 'sha256:xyz'])('a digest of %j is no digest, and is in no identity', (sha256) => {
    expect(toArtifact({ ...item, sha256, size: undefined }, origin)).toMatchObject({ id: 'dml:artifact:libs/a b/1.0/x#1.tgz', sha256: null, sizeBytes: null });
  });

  it('does not choose between two builds that claim a file', () => {
    const properties = [{ key: 'build.name', value: 'a' }, { key: 'build.name', value: 'b' }, { key: 'build.number', value: '1' }, { key: 'empty', value: null }];
    expect(toArtifact({ ...item, properties }, origin)).toMatchObject({ buildName: null, buildNumber: '1', properties: { 'build.name': ['a', 'b'], 'empty': [''] } });
  });

  it('is classified by its property, by none without it, and by nobody knows what where it has two or none were told', () => {
    const of = (...values: readonly string[]) => toArtifact({ ...item, properties: [{ key: 'build.name', value: 'a' }, ...values.map((value) => ({ key: 'secrecy', value }))] }, { ...origin, classifiedBy: 'secrecy' }).classification;
    expect([of('embargo'), of(), of('open', 'embargo'), toArtifact(item, { ...origin, classifiedBy: 'secrecy' }).classification, toArtifact({ ...item, properties: [] }, origin).classification]).toEqual(['embargo', null, undefined, undefined, undefined]);
  });

  it.each([['2026-03-02T09:00:00.123+0000', '2026-03-02T09:00:00.123Z'], ['2023-04-05T07:00:00.000+0200', '2023-04-05T05:00:00.000Z'], ['2026-03-02T10:00:00+01:00', '2026-03-02T09:00:00.000Z'], ['yesterday', null], [null, null]])('reads the moment %j as %j', (text, moment) => {
    expect(toMoment(text)).toBe(moment);
  });

  it('tells runs of one build number apart by their start', () => {
    expect(build({ started: '2026-03-02T09:00:00.000+0000' })).toMatchObject({ id: 'dml:build:team/pay/7@2026-03-02T09:00:00.000Z', source: { reference: 'dml:build:team/pay/7' }, label: 'team/pay 7' });
    expect(build({}).id).toBe('dml:build:team/pay/7');
  });

  it.each([
    [[], null],
    [['Released'], null],
    [['Tested'], true],
    [['tests-failed'], false],
    [['Tested', 'Released'], true],
    [['Tested', 'FAILED'], false],
    [['Failed', 'Tested', 'Released'], true],
    [['constructor'], null],
  ])('statuses %j say of the tests: %j', (words, said) => {
    const statuses = words.map((status, nth) => ({ status, timestamp: `2026-03-02T09:0${nth}:00.000+0000` }));
    expect(build({ statuses }).testsPassed).toBe(said);
    expect(build({ statuses: statuses.toReversed() }).testsPassed).toBe(said);
  });

  it.each(['javascript:alert(1)', 'ftp://x', 'x', '', null, undefined])('shows no page at %j', (url) => {
    expect(build({ url }).url).toBeNull();
  });

  it('says where the revision is kept, and never with what one signs in there', () => {
    expect(build({ vcs: [{ url: 'https://github.com/other/first.git' }, { revision: 'c0ffee', url: 'https://ci:secret@GitHub.com/northbank/payments.git' }] })).toMatchObject({ vcsRevision: 'c0ffee', vcsRepository: 'github.com/northbank/payments' });
    expect(build({ vcs: [{ revision: 'c0ffee' }] })).toMatchObject({ vcsRevision: 'c0ffee', vcsRepository: null });
  });

  it('has no revision, artifacts or work items when nobody told', () => {
    expect(build({ vcs: [{ revision: '' }], modules: null, issues: {} })).toMatchObject({ vcsRevision: null, vcsRepository: null, artifacts: [], workItemKeys: [], startedAt: null, url: null });
  });
});
