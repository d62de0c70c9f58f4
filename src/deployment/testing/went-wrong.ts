import type { Deployment } from '../../domain/deployment.ts';
import { Scene } from './scene.ts';

/** A deployment whose run failed and whose failure is being recorded; what ran before it is the package that the scene knows. */
export async function wentWrong(more: Partial<Deployment> = {}): Promise<{ readonly scene: Scene; readonly id: string }> {
  const scene = new Scene();
  const accepted = await scene.accept();
  await scene.queue.stop();
  const before: Deployment = { ...accepted, id: 'deployment:before', state: 'SUCCEEDED', liveAt: accepted.requestedAt, idempotencyKey: 'before' };
  const wrong: Deployment = { ...accepted, id: 'deployment:wrong', state: 'RECORDING', triggeredAt: accepted.requestedAt, packageDigest: 'c'.repeat(64), idempotencyKey: 'wrong', ...more };
  for (const one of [before, wrong]) await scene.deployments.accept(one, '', { at: one.requestedAt, kind: 'STATE', step: null, summary: one.because, data: {} });
  return { scene, id: wrong.id };
}
