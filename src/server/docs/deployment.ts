import { drawTransitions, refusals } from '../../deployment/index.ts';
import type { DeploymentState } from '../../domain/deployment.ts';

/** What each state means, and who does what next. A state without a row here does not compile. */
const states: Readonly<Record<DeploymentState, readonly [string, string]>> = {
  ACCEPTED: ['It was judged ready (or red only because of time) and stands in the database.', 'Nobody: a runner takes it up.'],
  WAITING: ['It waits for its start, or for its turn: one at a time per service and environment, in order of acceptance, back-outs first.', 'Nobody. `because` says what it waits for; `cancelDeployment` calls it off.'],
  REVALIDATING: ['Its turn has come: it is judged again from live facts, and its changes are moved to Implement.', 'Nobody. With `needsAttention`: mend what `because` names, or cancel it.'],
  TRIGGERING: ['The deployer is being asked to start it, once.', 'Nobody.'],
  UNCLEAR: ['The answer to its trigger was lost. The run is looked up by its correlation key, and never started again.', 'Nobody at first. With `needsAttention`: a release manager or change authority looks at the deployer and states what happened with `settleDeployment`.'],
  RUNNING: ['The deployer runs it.', 'Nobody. `cancelDeployment` has the run cancelled. With `needsAttention`: mend the deployer, or settle `follow-run`.'],
  VERIFYING: ['Its run succeeded; its health is verified and watched.', 'Nobody. With `needsAttention`: mend what cannot be read, or settle the step with `settleStep`.'],
  RECORDING: ['What happened is being written down.', 'Nobody. With `needsAttention`: mend the record, or settle its step with `settleStep` as DONE, SKIPPED or RETRY.'],
  SUCCEEDED: ['It is live, and every record says so or was settled by a person.', 'Nobody. `backOutDeployment` puts back what ran before.'],
  FAILED: ['Nothing ran, or what ran failed or is ill; `because` says which. A run that failed has an incident.', 'The release manager: mend it and start another deployment, or `backOutDeployment` once something ran.'],
  REFUSED: ['It was no longer ready when its turn came, or its change was withdrawn. Nothing ran.', 'Whom the red gate names: mend that, then start another deployment.'],
  BACKED_OUT: ['What ran before took its place again (`backedOutBy`).', 'The release manager: mend it and start another deployment.'],
  CANCELED: ['Somebody called it off; if it ran, the deployer cancelled the run.', 'Nobody. If the run left something behind, `backOutDeployment`.'],
};

/** docs/deployments.md, derived from the state machine. */
export function deploymentDocs(): string {
  const rows = Object.entries(states).map(([state, [means, next]]) => `| \`${state}\` | ${means} | ${next} |`);
  const refused = Object.entries(refusals).map(([name, says]) => `| \`${name}\` | ${says} |`);
  return [
    head, '```mermaid', drawTransitions(), '```', '', '| state | what it means | who does what next |', '|---|---|---|', ...rows, '',
    '## What an act on a deployment may be refused with', '', 'Whoever asks is told the sentence, as a `userError` CONFLICT.', '', '| refusal | what it says |', '|---|---|', ...refused, '',
  ].join('\n');
}

const head = `# Deployments

Derived from \`src/deployment/transitions.ts\` and \`src/server/docs/deployment.ts\` by \`npm run docs\`; do not edit. What is not drawn here
cannot happen: no line leads back to TRIGGERING, so nothing is triggered twice. On the command line:
\`muster deployment show|watch|cancel|back-out|settle|settle-step\`. Whatever goes wrong after the trigger, nothing undoes that it happened: a
record that cannot be written keeps the deployment visible (\`needsAttention\`) until it is written or a person settles it, with name and reason.
`;
