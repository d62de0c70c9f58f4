import type { DeployOrder } from '../../../domain/ports/deployer.ts';
import { Scene } from '../../testing/scene.ts';
import { stepContext } from '../../testing/step-context.ts';
import { trigger } from './index.ts';

describe('trigger', () => {
  it('is done once, and intends TRIGGER_INTENDED', () => {
    expect(trigger).toMatchObject({ name: 'trigger', kind: 'once', intends: 'TRIGGER_INTENDED' });
  });

  it('posts nothing by itself: it prepares, and posts when told', async () => {
    const scene = new Scene();
    const prepared = await trigger.run(await stepContext(scene, 'revalidate'));
    expect(scene.tools.posts).toBe(0);
    if (prepared.progress !== 'prepared') throw new Error('not prepared');
    expect(await prepared.post()).toMatchObject({ progress: 'succeeded', event: 'TRIGGER_ACCEPTED', patch: { run: { runId: 'run-1' } } });
    expect(scene.tools.posts).toBe(1);
  });

  it.each([
    ['REFUSED', 'failed', 'TRIGGER_REFUSED', /refused to start it, so nothing ran: .* Mend that/], ['LOST_AFTER', 'unclear', 'ANSWER_LOST', /was lost; the run is looked up and never started again: ./],
    ['LOST_BEFORE', 'unclear', 'ANSWER_LOST', /was lost/], ['ACCEPTED_WITHOUT_RUN', 'succeeded', 'TRIGGER_ACCEPTED', / accepted it\.$/],
  ] as const)('takes %s for %s', async (answersTrigger, progress, event, because) => {
    const scene = new Scene();
    scene.tools.answersTrigger = answersTrigger;
    const prepared = await trigger.run(await stepContext(scene, 'revalidate'));
    if (prepared.progress !== 'prepared') throw new Error('not prepared');
    expect(await prepared.post()).toMatchObject({ progress, event, because: expect.stringMatching(because) as string });
  });

  it('orders exactly what was sealed and planned', async () => {
    const scene = new Scene();
    const context = await stepContext(scene, 'revalidate');
    const orders: DeployOrder[] = [];
    const deployer = { ...scene.tools.connection().deployer?.({ connection: 'servicenow', name: 'x', settings: {} }), trigger: (order: DeployOrder) => { orders.push(order); return Promise.resolve({ outcome: 'ACCEPTED', run: null } as const); } };
    const connection = { ...scene.tools.connection(), deployer: () => deployer as never };
    const prepared = await trigger.run({ ...context, ports: { ...context.ports, connections: { all: [connection], byName: () => connection } } });
    if (prepared.progress === 'prepared') await prepared.post();
    expect(orders).toEqual([{
      correlation: context.deployment.correlation, releaseKey: 'payments-2.4.0', environment: 'production', version: '2.4.0', packageDigest: 'a'.repeat(64),
      artifacts: [{ reference: 'artifactory:artifact:libs/payments.tgz', sha256: 'b'.repeat(64) }], parameters: { batch: 1 },
    }]);
  });

  it('is prepared without a plan, too', async () => {
    const context = await stepContext(new Scene(), 'revalidate');
    expect(await trigger.run({ ...context, subject: async () => ({ ...(await context.subject()), plan: null }) })).toMatchObject({ progress: 'prepared' });
  });

  it.each([null, 'c'.repeat(64)])('refuses before INTENT when the package sealed now is another (%s)', async (digest) => {
    const scene = new Scene();
    const context = await stepContext(scene, 'revalidate');
    const { sealed } = scene.release;
    scene.release = { ...scene.release, sealed: sealed && digest !== null ? { ...sealed, digest } : null };
    expect(await trigger.run(context)).toMatchObject({ progress: 'failed', event: 'NOT_READY' });
  });

  it.each([
    ['deployer', (scene: Scene) => { scene.service = { ...scene.service, deployers: {} }; }, 'declares no deployer'],
    ['connection', (scene: Scene) => { scene.service = { ...scene.service, deployers: { production: { connection: 'gone', name: 'x', settings: {} } } }; }, 'Connection gone is not there'],
  ])('fails its try before INTENT when the %s is gone', async (_title, alter, words) => {
    const scene = new Scene();
    const context = await stepContext(scene, 'revalidate');
    alter(scene);
    const ports = scene.ports();
    const { subjectOf } = await import('../../subject.ts');
    await expect(trigger.run({ ...context, ports, subject: () => subjectOf(context.deployment, ports) })).rejects.toThrow(words);
  });
});
