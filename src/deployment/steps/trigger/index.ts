import type { DeployOrder, TriggerAnswer } from '../../../domain/ports/deployer.ts';
import type { OnceStep, StepContext, StepEnd } from '../../step.ts';
import { deployerOf } from '../../subject.ts';

/**
 * Asks the deployer to start the run: once, ever (law 3). INTENT and the state TRIGGERING are written in one write before
 * it; everything that can be found wanting is looked up before that. Whatever happens after INTENT without an answer,
 * be it a crash, a lost answer or an error, ends unclear, and nothing leads back here: the run is looked up by its
 * correlation key, and if it is proven not to exist the deployment ends and another must be started by a person.
 */
export const trigger: OnceStep = {
  name: 'trigger',
  kind: 'once',
  intends: 'TRIGGER_INTENDED',
  async run(context) {
    const order = await orderOf(context);
    if ('because' in order) return order;
    const { service } = await context.subject();
    const deployer = deployerOf(service, context.deployment.environment, context.ports);
    return { progress: 'prepared', post: async () => endOf(await deployer.trigger(order, context.acting), deployer.name) };
  },
};

function endOf(answer: TriggerAnswer, deployer: string): StepEnd {
  switch (answer.outcome) {
    case 'ACCEPTED': return { progress: 'succeeded', because: `${deployer} accepted it.`, event: 'TRIGGER_ACCEPTED', patch: { run: answer.run } };
    case 'REFUSED': return { progress: 'failed', because: `${deployer} refused to start it, so nothing ran: ${answer.because} Mend that and start another deployment.`, event: 'TRIGGER_REFUSED' };
    case 'UNCLEAR': return { progress: 'unclear', because: `The answer of ${deployer} was lost; the run is looked up and never started again: ${answer.because}`, event: 'ANSWER_LOST' };
  }
}

/** The order as accepted and judged; a refusal when the package or plan is no longer that. */
async function orderOf(context: StepContext): Promise<DeployOrder | StepEnd> {
  const { deployment } = context;
  const { release, plan } = await context.subject();
  const { sealed } = release;
  if (sealed === null || sealed.digest !== deployment.packageDigest) {
    return { progress: 'failed', because: 'The package was sealed anew after this deployment was judged; start another deployment for the new revision.', event: 'NOT_READY' };
  }
  return {
    correlation: deployment.correlation,
    releaseKey: release.key,
    environment: deployment.environment,
    version: release.version,
    packageDigest: sealed.digest,
    artifacts: sealed.artifacts.map(({ reference, sha256 }) => ({ reference, sha256 })),
    parameters: plan?.parameters ?? {},
  };
}
