import type { Actor } from './person.ts';
import { agreementsCountFrom, isJudged, isSameLink, missingAgreements, type Agreement, type DeploymentPlan, type Exclusion, type Link } from './release.ts';

const at = '2026-11-23T12:00:00.000Z';
const omar = { kind: 'person', id: 'person:omar@northbank.example', name: 'Omar' } as Actor;
const excluded: Exclusion = { because: 'It is a clone.', by: omar, at, agreedBy: null, needsAgreement: false };
const link: Link = { id: 'link:1', releaseKey: 'payments-2.4.0', relation: 'CHANGE', reference: 'servicenow:change:CHG1', identity: null, environment: null, origin: 'DECLARED', by: 'Omar', linkedAt: at, excluded: null };

describe('two readings of a link', () => {
  it('say the same when every word of them does, of an exclusion as well', () => {
    expect([isSameLink(link, { ...link }), isSameLink({ ...link, excluded }, { ...link, excluded: { ...excluded, by: { ...omar } } })]).toEqual([true, true]);
    expect(isSameLink(link, undefined)).toBe(false);
  });

  it.each<[string, Partial<Link>]>([['identity', { identity: 'servicenow:change:c1' }], ['origin', { origin: 'DISCOVERED' }], ['environment', { environment: 'production' }], ['exclusion', { excluded }]])('differ by one: %s', (_what, given) => {
    expect([isSameLink(link, { ...link, ...given }), isSameLink({ ...link, ...given }, link)]).toEqual([false, false]);
    expect(isSameLink({ ...link, excluded }, { ...link, excluded: { ...excluded, because: 'Another reason.' } })).toBe(false);
  });
});

describe('a link that was excluded', () => {
  it('is judged all the same until the second person has agreed who has to', () => {
    expect(isJudged(link)).toBe(true);
    expect([excluded, { ...excluded, needsAgreement: true }, { ...excluded, needsAgreement: true, agreedBy: omar }, { ...excluded, agreedBy: omar }].map((one) => isJudged({ ...link, excluded: one }))).toEqual([false, true, false, false]);
  });
});

describe('agreements to a plan', () => {
  const agreement = (role: Agreement['role'], planVersion: number): Agreement => ({ email: 'omar@northbank.example', role, agreedAt: at, planVersion });
  const plan = { version: 2, agreements: [agreement('SERVICE_OWNER', 2), agreement('TESTER', 1)] } as unknown as DeploymentPlan;

  it('are missing of every role that did not agree to this version', () => {
    expect(missingAgreements(plan, ['SERVICE_OWNER', 'TESTER', 'OPERATIONS'], null)).toEqual(['TESTER', 'OPERATIONS']);
    expect(missingAgreements(plan, [], null)).toEqual([]);
    expect([null, at, `${at}~`].map((from) => missingAgreements(plan, ['SERVICE_OWNER'], from))).toEqual([[], [], ['SERVICE_OWNER']]);
  });
});

describe('agreements to a plan', () => {
  it('count whenever they were given, until the package is sealed anew, and from then on', () => {
    const sealed = (revision: number) => ({ revision, sealedAt: at, sealedBy: omar, digest: 'e'.repeat(64), artifacts: [] });
    expect([null, sealed(1), sealed(2), sealed(3)].map((seal) => agreementsCountFrom({ sealed: seal }))).toEqual([null, null, at, at]);
  });
});
