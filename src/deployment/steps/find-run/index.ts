import { followDelay } from '../../settings.ts';
import { waiting } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';
import { deployerOf } from '../../subject.ts';

/**
 * Finds out whether a run exists whose trigger's answer was lost, by the correlation key the deployer keeps. Found: it is
 * followed. Absent is believed only when the deployer's connector proves it and two leases have passed since INTENT, so
 * that no process can still be about to post. Then nothing ran, and the deployment ends FAILED; triggering it after all
 * would be safe only if that proof were perfect, so a person starts another one. Its changes stay in Implement for that.
 * Neither for unclearAskMs: a person is asked to state what happened, and the looking goes on.
 */
export const findRun: RepeatableStep = {
  name: 'find-run',
  kind: 'look',
  settles: 'trigger',
  async run(context) {
    const { deployment, ports, settings, acting } = context;
    const { service } = await context.subject();
    const deployer = deployerOf(service, deployment.environment, ports);
    const triggeredAt = deployment.triggeredAt ?? deployment.requestedAt;
    const lookup = await deployer.find(deployment.correlation, triggeredAt, acting);
    if (lookup.outcome === 'FOUND') {
      return { progress: 'succeeded', because: `Its run was found at ${deployer.name} by its correlation key ${deployment.correlation}.`, event: 'RUN_FOUND', patch: { run: lookup.run } };
    }
    const ageMs = context.now().getTime() - Date.parse(triggeredAt);
    if (lookup.isProven && ageMs >= 2 * settings.leaseMs) {
      return { progress: 'failed', because: `The trigger never reached ${deployer.name}: it has no run with correlation key ${deployment.correlation}. Nothing ran; start another deployment.`, event: 'RUN_PROVEN_ABSENT' };
    }
    const because = `Whether ${deployer.name} started it is not known: no run with correlation key ${deployment.correlation} has shown up yet. It is looked for again, and never triggered again.`;
    return { ...waiting(because, followDelay(settings, ageMs)), needsAttention: ageMs >= settings.unclearAskMs };
  },
};
