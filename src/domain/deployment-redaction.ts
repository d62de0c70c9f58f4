import type { Deployment } from './deployment.ts';
import { isDeploymentEvent, type HubEvent } from './event.ts';
import { restsOnHidden, visibleAmong, type Outlook, type Seeing } from './redaction.ts';
import type { RecordKind } from './reference.ts';

/** Kinds of record that what a step says may speak of. A judgement at its turn says what anybody may be told; a step that nobody knows may say anything. */
const spokenOf: Readonly<Record<string, readonly RecordKind[]>> = {
  'wait-for-turn': ['change'], 'revalidate': ['change'], 'trigger': [], 'find-run': [], 'follow-run': [], 'cancel-run': [], 'back-out': [], 'mark-backed-out': [],
  'move-change-to-implement': ['change'], 'move-change-to-review': ['change'], 'close-change': ['change'],
  'open-incident': ['incident'], 'open-problem': ['problem', 'incident'], 'link-work-items': ['work-item'], 'release-version': ['version'],
  'promote-artifacts': ['artifact'], 'stamp-artifacts': ['artifact'], 'write-running-version': ['ci'],
  'verify-health': ['ci', 'service'], 'watch-health': ['incident', 'service', 'ci'],
};

export const stepsKnown: readonly string[] = Object.keys(spokenOf);

type About = Pick<Deployment, 'changeIds' | 'incidentId'>;

/**
 * Whether what a step said may speak of what is hidden. Where only some classifications are, a deployment knows its changes and the incident that
 * it opened; of any other record it does not, and then its words are kept back.
 */
export async function isStepHidden(step: string, { changeIds, incidentId }: About, { hidden, isVisible }: Seeing): Promise<boolean> {
  const kinds = spokenOf[step];
  const about = hidden.filter(({ kind }) => kinds?.includes(kind) ?? true);
  if (about.length === 0) return false;
  if (about.some(({ classifications }) => classifications === null)) return true;
  const known = step === 'open-incident' ? [incidentId ?? []].flat() : about.every(({ kind }) => kind === 'change') ? changeIds : null;
  return known === null || (await Promise.all(known.map((name) => isVisible(name)))).includes(false);
}

/** Why a deployment stands where it stands, as somebody may be told: it says what one of its steps said, or what nobody keeps back. */
export async function redactedBecause(deployment: Pick<Deployment, 'because' | 'steps'> & About, outlook: Seeing): Promise<string> {
  if (outlook.hidden.length === 0) return deployment.because;
  const speaking = deployment.steps.filter(({ because }) => because !== null && because !== '' && deployment.because.includes(because));
  const hiding = await Promise.all(speaking.map(({ name }) => isStepHidden(name, deployment, outlook)));
  return hiding.includes(true) ? restsOnHidden : deployment.because;
}

export async function redactedSteps(deployment: Pick<Deployment, 'steps'> & About, outlook: Seeing): Promise<Deployment['steps']> {
  if (outlook.hidden.length === 0) return deployment.steps;
  return Promise.all(deployment.steps.map(async (step) => (step.because !== null && await isStepHidden(step.name, deployment, outlook) ? { ...step, because: restsOnHidden } : step)));
}

/** A deployment as it is told where nobody knows who reads. */
export async function redactedDeployment(deployment: Deployment, outlook: Outlook): Promise<Deployment> {
  if (outlook.hidden.length === 0) return deployment;
  const seen = async (name: string | null): Promise<string | null> => (name !== null && await isNameVisible(name, outlook) ? name : null);
  const changeIds = (await Promise.all(deployment.changeIds.map(seen))).filter((id) => id !== null);
  return { ...deployment, because: await redactedBecause(deployment, outlook), steps: await redactedSteps(deployment, outlook), changeIds, incidentId: await seen(deployment.incidentId), availability: outlook.hidden.some(({ kind }) => kind === 'service') ? null : deployment.availability };
}

/** Events of a deployment carry its words and its records. Those of a judgement were written as anybody may be told it. */
export async function redactedEvent(event: HubEvent, outlook: Outlook): Promise<HubEvent> {
  return isDeploymentEvent(event) ? { ...event, facts: await redactedDeployment(event.facts, outlook) } : event;
}

async function isNameVisible(name: string, { hidden, isVisible }: Outlook): Promise<boolean> {
  return (await visibleAmong([name], { hidden, isVisible }))(name);
}
