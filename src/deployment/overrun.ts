import type { Change } from '../domain/change.ts';
import type { Ask } from '../domain/ports/ask.ts';
import { frozenSince } from './frozen-since.ts';
import type { StepContext } from './step.ts';

/**
 * Why a run that goes on should not, in sentences: a window of its changes or of its plan that is over, a change that was put
 * on hold or cancelled, a freeze that came over it. The run is not killed for it (DESIGN §7): half a deployment is worse than a late one. Empty while
 * all is well; what cannot be read says nothing, and is looked at again.
 */
export async function overrun(context: StepContext): Promise<string> {
  const { plan } = await context.subject();
  const now = context.now().toISOString();
  const changes = await changesOf(context);
  const windowEnds = [...(plan?.window == null ? [] : [{ label: `plan version ${plan.version}`, endAt: plan.window.endAt }]), ...changes.flatMap(({ label, plannedEndAt }) => (plannedEndAt === null ? [] : [{ label, endAt: plannedEndAt }]))];
  const over = windowEnds.filter(({ endAt }) => endAt <= now).map(({ label, endAt }) => `The window of ${label} closed at ${endAt} while it ran.`);
  return [...over, ...changes.flatMap(withdrawn), ...await frozenSince(context)].join(' ');
}

function withdrawn({ label, state, isOnHold }: Change): readonly string[] {
  if (state === 'CANCELED') return [`Change ${label} was cancelled while it ran.`];
  return isOnHold === true ? [`Change ${label} was put on hold while it ran.`] : [];
}

/** From copies as old as a waiting deployment's; the last known one where the tool does not answer, so that what was said stands. */
async function changesOf({ deployment, ports, settings }: StepContext): Promise<readonly Change[]> {
  if (deployment.changeIds.length === 0) return [];
  const atHand: Ask = { purpose: 'page', maxAgeMs: settings.waitLookMs };
  const readings = await ports.records.read('change', deployment.changeIds, atHand).catch(() => new Map<string, never>());
  return [...readings.values()].flatMap((reading) => (reading.state === 'found' ? [reading.value] : []));
}
