import { accept } from './accept.ts';
import type { Acceptance } from './accept.ts';
import { plannedSteps } from './phases.ts';
import { plannedStep } from './step-list.ts';
import { production, Scene, somebody, verdict } from './testing/scene.ts';

const at = '2026-11-23T05:00:00.000Z';

/** What a scene accepts, and the work that its queue is given. */
async function accepted(more: Partial<Acceptance> = {}): Promise<{ readonly scene: Scene; readonly deployment: Awaited<ReturnType<typeof accept>>; readonly queued: readonly unknown[] }> {
  const scene = new Scene();
  scene.readiness = { verdicts: [{ ...verdict('work-items-are-done', 'PASS', 'Done.'), restsOn: ['jira:work-item:1 done'] }] };
  const queued: unknown[] = [];
  scene.queue.enqueue = (...work) => { queued.push(work); return Promise.resolve(); };
  const acceptance: Acceptance = {
    release: scene.release, environment: production, plan: scene.plan, readiness: scene.readinessNow(), start: 'WHEN_WINDOW_OPENS', startAt: '2026-11-28T02:00:00.000Z',
    changeIds: ['servicenow:change:c1'], receipt: null, backOutOfId: null, idempotencyKey: 'key-1', bodyDigest: 'b', because: 'It was accepted.', ...more,
  };
  return { scene, deployment: await accept(scene.ports(), somebody, acceptance), queued };
}

describe('what is accepted', () => {
  it('stands with all its steps planned and asks for nobody, and its first work is queued at once', async () => {
    const { scene, deployment, queued } = await accepted();
    const { id } = deployment;
    expect(deployment).toEqual({
      id: expect.stringMatching(/^deployment:[0-9a-f-]{36}$/) as string, correlation: id.replace('deployment:', 'muster-'), origin: 'TRIGGERED',
      releaseKey: 'payments-2.4.0', environment: 'production', serviceKey: 'payments', packageDigest: scene.release.sealed?.digest, planId: 'plan:1',
      state: 'ACCEPTED', needsAttention: false, because: 'It was accepted.', requestedBy: somebody, requestedAt: at, start: 'WHEN_WINDOW_OPENS', startAt: '2026-11-28T02:00:00.000Z',
      triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: 'key-1', run: null, steps: plannedSteps.map(plannedStep), changeIds: ['servicenow:change:c1'], incidentId: null, backOutOfId: null, availability: null, receipt: null,
      sequence: 1, fence: 0,
    });
    expect(queued).toEqual([['advance-deployment', id, 0]]);
  });

  it.each([['a release', null, {}], ['a back-out', 'deployment:1', { backOutOf: 'deployment:1' }]])('journals, of %s, what it rests on', async (_title, backOutOfId, more) => {
    const { scene, deployment } = await accepted({ backOutOfId });
    expect(await scene.deployments.journal(deployment.id)).toEqual([{
      deploymentId: deployment.id, number: 1, at, kind: 'STATE', step: null, summary: 'It was accepted.',
      data: { to: 'ACCEPTED', startAt: '2026-11-28T02:00:00.000Z', requestedBy: 'Ana', factsDigest: 'a'.repeat(64), policyVersion: '1', rests: [{ gate: 'work-items-are-done', outcome: 'PASS', restsOn: ['jira:work-item:1 done'] }], ...more },
    }]);
  });
});
