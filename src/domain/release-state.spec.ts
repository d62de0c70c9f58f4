import type { Deployment } from './deployment.ts';
import { releaseState } from './release-state.ts';
import { isJudged, missingAgreements, type DeploymentPlan, type Link, type Release } from './release.ts';

const release = { canceledAt: null, closedAt: null, sealed: null } as unknown as Release;
const deployment = (environment: string, state: Deployment['state']): Deployment => ({ environment, state } as unknown as Deployment);
const at = '2026-11-23T00:00:00.000Z';

describe('the state of a release', () => {
  it.each([
    ['PLANNED', release, []],
    ['SEALED', { ...release, sealed: {} as NonNullable<Release['sealed']> }, []],
    ['DEPLOYING', release, [deployment('staging', 'RUNNING')]],
    ['DEPLOYING', release, [deployment('production', 'UNCLEAR')]],
    ['PLANNED', release, [deployment('production', 'WAITING')]],
    ['PLANNED', release, [deployment('staging', 'SUCCEEDED')]],
    ['DEPLOYED', release, [deployment('production', 'SUCCEEDED')]],
    ['BACKED_OUT', release, [deployment('production', 'BACKED_OUT')]],
    ['CLOSED', { ...release, closedAt: at }, [deployment('production', 'SUCCEEDED')]],
    ['CANCELED', { ...release, canceledAt: at, closedAt: at }, []],
  ])('is %s', (state, given, deployments) => {
    expect(releaseState(given, deployments, 'production')).toBe(state);
  });
});

describe('a link', () => {
  const link = (excluded: unknown): Link => ({ excluded } as Link);
  it('counts until its exclusion counts', () => {
    expect(isJudged(link(null))).toBe(true);
    expect(isJudged(link({ needsAgreement: true, agreedBy: null }))).toBe(true);
    expect(isJudged(link({ needsAgreement: true, agreedBy: {} }))).toBe(false);
    expect(isJudged(link({ needsAgreement: false, agreedBy: null }))).toBe(false);
  });
});

describe('a plan', () => {
  it('misses the roles nobody agreed for on this very version', () => {
    const agreements = [{ role: 'OPERATIONS', planVersion: 2 }, { role: 'CHANGE_AUTHORITY', planVersion: 1 }];
    const plan = { version: 2, agreements } as unknown as DeploymentPlan;
    expect(missingAgreements(plan, ['CHANGE_AUTHORITY', 'OPERATIONS'], null)).toEqual(['CHANGE_AUTHORITY']);
    expect(missingAgreements(plan, [], null)).toEqual([]);
  });
});
