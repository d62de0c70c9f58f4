import type { Deployment } from '../../domain/deployment.ts';
import { acting, judging } from '../../domain/ports/ask.ts';
import { defaultSettings } from '../settings.ts';
import type { StepContext } from '../step.ts';
import { begin } from '../step-list.ts';
import { subjectOf } from '../subject.ts';
import type { Scene } from './scene.ts';

/** What a step is given, for running one by itself. */
export async function stepContext(scene: Scene, step: string, more: Partial<Deployment> = {}, context: Partial<StepContext> = {}): Promise<StepContext> {
  const accepted = await scene.accept();
  const deployment: Deployment = { ...accepted, steps: begin(accepted.steps, step, accepted.requestedAt), ...more };
  const ports = scene.ports();
  return {
    ports, settings: defaultSettings, deployment, judging, acting,
    now: () => scene.clock.now(),
    subject: () => subjectOf(deployment, ports),
    backOut: () => Promise.reject(new Error('not asked for here')),
    isDueToWatch: () => true,
    takeTurn: () => Promise.resolve(null),
    ...context,
  };
}
