import type { Change } from '../../../domain/change.ts';
import type { Deployment } from '../../../domain/deployment.ts';
import { waiting } from '../../step.ts';
import type { RepeatableStep, StepContext, StepEnd, StepOutcome } from '../../step.ts';

/**
 * Waits for its start, then for its turn: one active deployment per (service key, environment), in order of acceptance.
 * While it waits it reads the changes it was accepted under, every waitLookMs: one that is cancelled or put on hold
 * refuses it at once. A change that cannot be read refuses nothing: everything is judged again when the turn comes.
 */
export const waitForTurn: RepeatableStep = {
  name: 'wait-for-turn',
  kind: 'look',
  async run(context) {
    const { deployment, settings, ports } = context;
    if (context.isDueToWatch(settings.waitLookMs)) {
      const withdrawn = await withdrawal(context);
      if (withdrawn !== null) return withdrawn;
    }
    const toGo = deployment.startAt === null ? 0 : Date.parse(deployment.startAt) - ports.clock.now().getTime();
    if (toGo > 0) return waiting(`It waits for its start at ${String(deployment.startAt)}.`, Math.min(toGo, settings.waitLookMs));
    return takeTurn(context);
  },
};

async function takeTurn({ takeTurn: take, settings, deployment }: StepContext): Promise<StepOutcome> {
  const inTheWay = await take();
  if (inTheWay === null) return { progress: 'succeeded', because: 'Its start has come and its turn with it.' };
  const { first, count } = inTheWay;
  const { id, releaseKey, state, origin } = first;
  // Of many that wait only the next has to be quick: the further back, the longer until its turn can come.
  const pauseMs = Math.max(settings.pollMs, Math.min(count * settings.pollMs, settings.pollMaxMs));
  if (origin === 'OBSERVED') return waiting(`It waits for its turn: others deploy ${deployment.serviceKey} to ${deployment.environment} past Muster (${id}), and that is ${state}.`, pauseMs);
  return waiting(`It waits for its turn: ${releaseKey ?? 'another deployment'} (${id}) ${whyFirst(first, deployment)} and is ${state}.`, pauseMs);
}

/** What was accepted later goes first where it backs out, or had its turn while this one waited for its start. */
function whyFirst({ sequence, backOutOfId }: Deployment, { sequence: own, serviceKey, environment }: Deployment): string {
  const place = `of ${serviceKey} to ${environment}`;
  if (sequence < own) return `${place} was accepted earlier`;
  return backOutOfId === null ? `${place} had its turn earlier` : `backs out ${backOutOfId}, which goes before all that waits,`;
}

async function withdrawal(context: StepContext): Promise<StepEnd | null> {
  const { release } = await context.subject();
  if (release.canceledAt !== null) return refused(`Release ${release.key} was cancelled while it waited.`);
  const { deployment, ports, judging } = context;
  if (deployment.changeIds.length === 0) return null;
  const readings = await ports.records.read('change', deployment.changeIds, judging);
  for (const reading of readings.values()) {
    const because = reading.state === 'found' ? whyWithdrawn(reading.value) : null;
    if (because !== null) return refused(because);
  }
  return null;
}

function whyWithdrawn(change: Change): string | null {
  if (change.state === 'CANCELED') return `Change ${change.label} was cancelled while the deployment waited.`;
  return change.isOnHold === true ? `Change ${change.label} was put on hold while the deployment waited.` : null;
}

function refused(because: string): StepEnd {
  return { progress: 'failed', because, event: 'WITHDRAWN' };
}
