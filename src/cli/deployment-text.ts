import type { DeploymentPartsFragment } from './generated/graphql.ts';
import { colour, stateColour, table } from './terminal.ts';

/** A deployment for a person: where it stands and why, and its steps. */
export function deploymentText(deployment: DeploymentPartsFragment): string {
  const { id, state, because, needsAttention, release, environment, startAt, run, incident, backOutOf, backedOutBy, steps } = deployment;
  const lines = [
    `${colour('bold', release?.key ?? deployment.serviceKey)} → ${environment.name}: ${stateColour(state)}  ${because}`,
    `  deployment  ${id}`,
    startAt && (state === 'ACCEPTED' || state === 'WAITING') ? `  starts      ${startAt}` : '',
    run ? `  run         ${run.status}${run.url ? `  ${run.url}` : ''}` : '',
    incident ? `  incident    ${incident.number ?? '?'}${incident.source.url ? `  ${incident.source.url}` : ''}` : '',
    backOutOf ? `  backs out   ${backOutOf.release?.key ?? '?'}  ${backOutOf.id}` : '',
    backedOutBy ? `  backed out  by ${backedOutBy.release?.key ?? '?'}  ${backedOutBy.id}, ${stateColour(backedOutBy.state)}` : '',
    needsAttention ? colour('yellow', `  a person must act: ${whatToDo(deployment)}`) : '',
    steps.length > 0 ? table(['  STEP', 'STATE', 'BECAUSE'], steps.map((step) => [`  ${step.name}`, stateColour(step.state), step.because ?? ''])) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** The command that settles what a person is asked for. */
function whatToDo({ id, state, steps }: DeploymentPartsFragment): string {
  if (state === 'UNCLEAR') return `look at the deployer, then muster deployment settle ${id} --happened|--did-not-happen --reason WHAT-YOU-SAW`;
  const open = steps.find((step) => step.state === 'RUNNING')?.name;
  if (state === 'REVALIDATING' || open === undefined) return `mend that, or muster deployment cancel ${id} --reason WHY`;
  return `mend that, or muster deployment settle-step ${id} ${open} --done|--skipped|--retry --reason WHAT-YOU-DID`;
}
