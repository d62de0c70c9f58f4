import type { Deployment } from './deployment.ts';
import { changedReadiness, eventsOf, isDeploymentEvent, outcomeOf, type DeploymentBefore, type HubEvent } from './event.ts';
import type { GateVerdict, Readiness } from './readiness.ts';

const now = '2026-11-23T12:00:00.000Z';
const how = (given: Partial<DeploymentBefore> = {}): DeploymentBefore => ({ state: 'RUNNING', liveAt: null, needsAttention: false, ...given });
const eventOf = (kind: HubEvent['kind'], facts: object): HubEvent => ({ id: 'event:1', at: now, releaseKey: null, environment: 'production', kind, facts }) as HubEvent;

describe('what a write of a deployment tells', () => {
  it.each<[string, Partial<DeploymentBefore>, Partial<DeploymentBefore>, readonly string[]]>([
    ['nothing, when nothing is otherwise', {}, {}, []],
    ['nothing of a state on the way', { state: 'TRIGGERING' }, { state: 'RUNNING' }, []],
    ['that it went live, once', {}, { liveAt: now }, ['DEPLOYMENT_LIVE']],
    ['not that it is live still', { liveAt: now }, { liveAt: now }, []],
    ['that it succeeded', { state: 'RECORDING' }, { state: 'SUCCEEDED' }, ['DEPLOYMENT_SUCCEEDED']],
    ['that it failed', {}, { state: 'FAILED' }, ['DEPLOYMENT_FAILED']],
    ['that it was refused', { state: 'REVALIDATING' }, { state: 'REFUSED' }, ['DEPLOYMENT_REFUSED']],
    ['that it was canceled', { state: 'WAITING' }, { state: 'CANCELED' }, ['DEPLOYMENT_CANCELED']],
    ['that it was backed out', { state: 'SUCCEEDED' }, { state: 'BACKED_OUT' }, ['DEPLOYMENT_BACKED_OUT']],
    ['no end twice', { state: 'FAILED' }, { state: 'FAILED' }, []],
    ['that a person is needed', {}, { needsAttention: true }, ['DEPLOYMENT_NEEDS_ATTENTION']],
    ['not that one is needed still, or no more', { needsAttention: true }, { needsAttention: true }, []],
    ['nothing when nobody is needed any more', { needsAttention: true }, { needsAttention: false }, []],
    ['all of it at once, in this order', {}, { liveAt: now, state: 'FAILED', needsAttention: true }, ['DEPLOYMENT_LIVE', 'DEPLOYMENT_FAILED', 'DEPLOYMENT_NEEDS_ATTENTION']],
  ])('is %s', (_what, before, after, told) => {
    expect(eventsOf(how(before), how({ ...before, ...after }))).toEqual(told);
  });
});

describe('an event', () => {
  it('has the outcome of its judgement, the state of its deployment, or none', () => {
    const deployment = eventOf('DEPLOYMENT_FAILED', { state: 'FAILED' } satisfies Partial<Deployment>);
    expect([eventOf('READINESS_CHANGED', { outcome: 'READY' }), deployment, eventOf('PLAN_PROPOSED', { state: 'x', outcome: 'y' }), eventOf('GLASS_BROKEN', {})].map(outcomeOf)).toEqual(['READY', 'FAILED', null, null]);
    expect([deployment, eventOf('WAIVER_REQUESTED', {})].map(isDeploymentEvent)).toEqual([true, false]);
  });

  it('tells of a judgement what is not green, and who can mend it', () => {
    const verdict = (outcome: GateVerdict['outcome']) => ({ gate: `is-${outcome}`, outcome, isBlocking: true, because: 'So it is.', remedy: 'Mend it.', remedyUrl: 'https://mend.example', responsible: [{ name: 'Omar' }, { name: 'Rosa' }], evidence: ['x'] }) as unknown as GateVerdict;
    const readiness = { outcome: 'NOT_READY', judgedAt: now, readyFromAt: null, policy: { name: 'strict', version: '7' }, verdicts: (['PASS', 'FAIL', 'UNKNOWN', 'NOT_APPLICABLE', 'WAIVED'] as const).map(verdict) } as unknown as Readiness;
    const open = (outcome: string) => ({ gate: `is-${outcome}`, outcome, isBlocking: true, because: 'So it is.', remedy: 'Mend it.', remedyUrl: 'https://mend.example', responsible: ['Omar', 'Rosa'] });
    expect(changedReadiness(readiness, 'READY')).toEqual({ before: 'READY', outcome: 'NOT_READY', judgedAt: now, readyFromAt: null, policy: 'strict 7', open: [open('FAIL'), open('UNKNOWN')] });
  });
});
