import { known, unknown } from '../../fact.ts';
import type { ArtifactFacts, Facts } from '../../facts.ts';
import { artifactFactsOf, greenArtifact, greenFacts, now, source, timeout } from '../../green.fixture.ts';
import { packageFindings } from './package.rule.ts';

const green = greenFacts();
const kept = (place: string, given: Partial<ArtifactFacts> = {}): ArtifactFacts => ({ ...artifactFactsOf({ source: source(`artifactory:artifact:${place}`) }), ...given });
const look = (places: readonly string[], given: Partial<Facts> = {}) => packageFindings(greenFacts({ artifacts: places.map((place) => kept(place)), ...given }));
const outcomes = (places: readonly string[], given: Partial<Facts> = {}): readonly string[] => look(places, given).map(({ outcome }) => outcome);
const of = (version: string): Partial<Facts> => ({ release: { ...green.release, version } });
const others = (...keys: readonly string[]): Partial<Facts> => ({ otherServices: keys.flatMap((key) => (green.service === null ? [] : [{ ...green.service, key, name: key }])) });
const good = 'libs/payments/2.4.0/api.tgz';

describe('an artifact of another release', () => {
  it('is told with where it lies, read or not', () => {
    const place = 'libs/payments/2.3.0/api.tgz';
    const evidence = { source: source(`artifactory:artifact:${place}`), recordId: greenArtifact.id, field: 'path', label: place, value: place, url: `https://artifactory.example/${place}` };
    expect(look([place])).toMatchObject([{
      outcome: 'FAIL', because: `${place} is not of payments-2.4.0 by its own name.`, actual: place, restsOn: [`artifactory:artifact:${place} is of another release`], evidence: [evidence], remedyUrl: evidence.url,
    }]);
    expect(packageFindings(greenFacts({ artifacts: [kept(place, { record: unknown(timeout) })] }))).toMatchObject([{ evidence: [{ ...evidence, recordId: null }] }]);
    expect(packageFindings(greenFacts({ artifacts: [kept(place, { record: known({ ...greenArtifact, id: 'artifactory:artifact:a9' }, now) })] }))).toMatchObject([{ evidence: [{ recordId: 'artifactory:artifact:a9' }] }]);
  });

  it.each([
    'libs/payments-2.3.tgz', 'libs/payments-12.3.0.tgz', 'libs/payments-2.13.0.tgz', 'payments-2.3.0.tgz', 'libs/payments/2.3.0-old/api.tgz', 'libs/payments_api-2.3.0.tgz', 'libs/payments.api-2.3.0.tgz', 'libs/payments-2.4.0-RC1.tgz', 'libs/payments-2.4.0+SNAPSHOT.tgz', 'libs/Payments-v2.3.0.tgz',
  ])('lies at %s', (place) => {
    expect(outcomes([good, place])).toEqual(['FAIL']);
  });

  it.each(['libs/paymentshub-9.9.9.tgz', 'libs/16.4/payments/payments-2.4.0.tgz', 'libs/payments/libpq-16.4', 'libs/payments/libpq-16.4.tgz', 'libs/payments/v1/api.tgz', 'libs/payments-V2.4.0.tgz', 'libs/payments-jdk17.tgz'])('does not lie at %s', (place) => {
    expect(outcomes([good, place])).toEqual(['PASS']);
  });

  it('speaks of any one of the other services', () => {
    expect([['ledger', 'cards'], ['cards', 'ledger'], ['cards', 'lending']].map((keys) => outcomes([good, 'libs/ledger/1.9.2/api.tgz'], others(...keys)))).toEqual([['FAIL'], ['FAIL'], ['PASS']]);
  });
});

describe('the version of the package', () => {
  it.each<[string, string, string]>([
    ['v2.4.0', 'libs/payments-2.4.0.tgz', 'PASS'], ['V2.4.0', 'libs/payments-v2.4.0.tgz', 'PASS'], ['2.4.0', 'libs/payments-V2.4.0.tgz', 'PASS'], ['2.4.0-v1', 'libs/payments-2.4.0-v1.tgz', 'PASS'], ['2.4.0', 'libs/payments.tgz', 'UNKNOWN'],
  ])('%s stands in %s: %s', (version, place, outcome) => {
    expect(outcomes([place], of(version))).toEqual([outcome]);
  });

  it('stands in no path: so is said, and what it rests on', () => {
    expect(look(['libs/payments.tgz'])).toMatchObject([{
      because: 'No artifact of payments-2.4.0 says that it is of version 2.4.0.', actual: 'no version in any path', restsOn: ['the package names no version'], remedy: 'Keep the artifacts of payments-2.4.0 under a path or name with 2.4.0.',
    }]);
  });
});
