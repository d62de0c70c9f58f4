import { everywhere, viewerWith, type Grant } from '../../domain/person.ts';
import { counts, countsEverywhere, placesOf, type NamedInput } from './place.ts';

const found = <T>(byId: Readonly<Record<string, T>>) => ({ byId: (id: string) => Promise.resolve(byId[id] ?? null) });
const hub = {
  releases: { byKeys: (keys: readonly string[]) => Promise.resolve(new Map(keys.filter((key) => key.startsWith('payments-')).map((key) => [key, { serviceKey: 'payments' }]))) },
  plans: found({ 'plan:1': { releaseKey: 'payments-1', environment: 'staging' } }),
  waivers: found({ 'waiver:1': { releaseKey: 'payments-1', environment: 'production' } }),
  deployments: found({ 'deployment:1': { serviceKey: 'cards', environment: 'staging' } }),
  freezes: found({ 'freeze:1': { scope: { services: ['payments', 'cards'], environments: null } } }),
} as unknown as Parameters<typeof placesOf>[1];

it.each<[NamedInput, readonly string[]]>([
  [{ releaseKey: 'payments-1', environment: 'staging' }, ['payments staging']],
  [{ releaseKey: 'payments-1' }, ['payments *']],
  [{ key: 'payments-1' }, ['payments *']],
  [{ key: 'payments-9', serviceKey: 'cards' }, ['cards *']],
  [{ planId: 'plan:1' }, ['payments staging']],
  [{ waiverId: 'waiver:1' }, ['payments production']],
  [{ deploymentId: 'deployment:1' }, ['cards staging']],
  [{ freezeId: 'freeze:1' }, ['payments *', 'cards *']],
  [{ services: ['payments'], environments: ['staging', 'production'] }, ['payments staging', 'payments production']],
  [{}, ['* *']],
  [{ releaseKey: 'nobody-1', environment: 'staging' }, ['* staging']],
  [{ planId: 'none' }, ['* *']],
  [{ waiverId: 'none' }, ['* *']],
  [{ deploymentId: 'none' }, ['* *']],
  [{ freezeId: 'none' }, ['* *']],
  // What is looked up says where it is, and not what the asker writes beside it.
  [{ planId: 'plan:1', releaseKey: 'payments-1', environment: 'production' }, ['payments staging']],
])('%j is about %j', async (input, places) => {
  expect((await placesOf(input, hub)).map(({ service, environment }) => `${service ?? '*'} ${environment ?? '*'}`)).toEqual(places);
});

describe('a role', () => {
  const viewer = (...grants: readonly Grant[]) => viewerWith({ kind: 'automation', name: 'ci', issuer: 'ci', onBehalfOf: null }, grants);
  const deployer = (services: readonly string[] | null, environments: readonly string[] | null): Grant => ({ roles: ['DEPLOYER'], services, environments });
  const payments = { service: 'payments', environment: 'staging' };

  it.each([
    ['without limits', deployer(null, null), true],
    ['for its service', deployer(['cards', 'payments'], null), true],
    ['for its environment', deployer(null, ['staging']), true],
    ['for another service', deployer(['cards'], ['staging']), false],
    ['for another environment', deployer(['payments'], ['production']), false],
    ['that is another', { ...deployer(null, null), roles: ['VIEWER'] } satisfies Grant, false],
  ])('%s counts as it says', (_title, grant, may) => {
    expect(counts(viewer(grant), ['DEPLOYER'], [payments])).toBe(may);
  });

  it('that is limited does not count where nobody can say where that is', () => {
    expect(counts(viewer(deployer(['payments'], null)), ['DEPLOYER'], [{ service: null, environment: 'staging' }])).toBe(false);
    expect(counts(viewer(deployer(null, ['staging'])), ['DEPLOYER'], [{ service: 'payments', environment: null }])).toBe(false);
    expect(countsEverywhere(viewer(deployer(null, ['staging'])), ['DEPLOYER'])).toBe(false);
  });

  it('counts for each place by one whole grant: the service of one and the environment of another make none', () => {
    const two = viewer(deployer(['payments'], ['production']), deployer(['cards'], ['staging']));
    expect(counts(two, ['DEPLOYER'], [payments])).toBe(false);
    expect(counts(two, ['DEPLOYER'], [{ service: 'payments', environment: 'production' }, { service: 'cards', environment: 'staging' }])).toBe(true);
  });

  it('of another grant does not widen this one', () => {
    expect(counts(viewer(deployer(['cards'], null), everywhere('VIEWER')), ['DEPLOYER'], [payments])).toBe(false);
  });
});
