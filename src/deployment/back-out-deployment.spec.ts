import { backOutDeployment } from './back-out-deployment.ts';
import { viewer } from './testing/scene.ts';
import { wentWrong } from './testing/went-wrong.ts';

const asked = { deploymentId: 'deployment:wrong', reason: 'Payments answer 500.', idempotencyKey: 'back-1' };

describe('who has a deployment backed out', () => {
  it('is answered the deployment that does it, which they asked for', async () => {
    const { scene, id } = await wentWrong();
    expect(await backOutDeployment(scene.ports(), viewer, asked)).toMatchObject({
      mistakes: [], deployment: { state: 'ACCEPTED', backOutOfId: id, requestedBy: viewer.actor, idempotencyKey: 'back-1', because: 'payments-2.4.0 ran before payments-2.4.0 and takes its place again: Payments answer 500.' },
    });
    await scene.queue.stop();
  });

  it.each([
    ['without a key', { idempotencyKey: '' }, 'INVALID', 'idempotencyKey', 'An idempotency key has 1 to 255 characters, and a new one means a new deployment.'],
    ['without a reason', { reason: ' ' }, 'INVALID', 'reason', 'Say why it is backed out; it is kept in the journal.'],
    ['of what was never there', { deploymentId: 'deployment:none' }, 'NOT_FOUND', 'deploymentId', 'There is no deployment deployment:none.'],
  ])('is refused %s', async (_title, more, code, at, message) => {
    const { scene } = await wentWrong();
    expect(await backOutDeployment(scene.ports(), viewer, { ...asked, ...more })).toMatchObject({ deployment: null, mistakes: [{ code, path: [at], message }] });
  });
});
