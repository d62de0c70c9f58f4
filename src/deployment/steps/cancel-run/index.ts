import { waiting } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';
import { deployerOf } from '../../subject.ts';

/** Asks the deployer to cancel a run that somebody called off. The run is followed to its end all the same: it may finish first. */
export const cancelRun: RepeatableStep = {
  name: 'cancel-run',
  kind: 'act',
  async run({ deployment, ports, settings, acting, subject }) {
    if (deployment.run === null) return waiting('Its run is not known yet and cannot be cancelled before.', settings.pollMs);
    const deployer = deployerOf((await subject()).service, deployment.environment, ports);
    await deployer.cancel(deployment.run.runId, acting);
    return { progress: 'succeeded', because: `${deployer.name} was asked to cancel the run.` };
  },
};
