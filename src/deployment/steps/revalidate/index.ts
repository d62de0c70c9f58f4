import type { Readiness } from '../../../domain/readiness.ts';
import { letGoIn } from '../../let-go.ts';
import { actingChanges } from '../../linked-records.ts';
import { movedSinceAccepted } from '../../moved-since-accepted.ts';
import { redVerdicts, sayRed } from '../../red-verdicts.ts';
import { stepNamed } from '../../step-list.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep, StepContext, StepEnd, StepOutcome } from '../../step.ts';

/** A back-out moves none: those of the release that it brings back were closed when that went live. */
const noChanges = { ids: [], unreadable: [] };

/**
 * Judges again, from facts fetched now, at its turn (law 1). Goes on only when READY for the very package and plan that
 * were accepted. A judgement without a failure that some tool kept open is tried a few times before it refuses: a tool's
 * hiccup at two in the morning is not a no, and it is never a yes.
 */
export const revalidate: RepeatableStep = {
  name: 'revalidate',
  kind: 'act',
  async run(context) {
    const { ports } = context;
    const { release, environment } = await context.subject();
    if (release.canceledAt !== null) return refused(`Release ${release.key} was cancelled.`);
    const { backOutOfId } = context.deployment;
    const changes = backOutOfId === null ? await actingChanges(release, environment, ports, context.judging) : noChanges;
    const readiness = await ports.judge(release, environment, { purpose: backOutOfId === null ? 'RELEASE' : 'BACK_OUT' });
    const red = whyNotReady(readiness, context);
    if (red !== null) return toldWhatMoved(red, readiness, context);
    if (changes.unreadable.length > 0) return troubled(`It is ready, but its change ${changes.unreadable.join(', ')} could not be read to be moved on.`);
    return { progress: 'succeeded', because: `It was judged again at ${readiness.judgedAt} and is ready.${letGoIn(readiness)}`, patch: { changeIds: changes.ids } };
  },
};

function whyNotReady(readiness: Readiness, context: StepContext): StepOutcome | null {
  const { deployment, settings } = context;
  if (readiness.packageDigest !== deployment.packageDigest) return refused('The package was sealed anew after this deployment was accepted; start another deployment for the new revision.');
  if (readiness.planId !== deployment.planId) return refused('Another deployment plan took the place of the one this deployment was accepted with; start another deployment under it.');
  if (readiness.outcome === 'READY') return null;
  if (readiness.readyFromAt !== null && deployment.start === 'WHEN_WINDOW_OPENS') return backToWaiting(readiness.readyFromAt, readiness);
  const isOpenQuestion = readiness.outcome === 'UNDETERMINED' && redVerdicts(readiness).every(({ outcome }) => outcome === 'UNKNOWN');
  const tries = stepNamed(deployment.steps, 'revalidate')?.attempts ?? 1;
  if (isOpenQuestion && tries < settings.undeterminedTries) return troubled(`It cannot be judged at the moment: ${sayRed(readiness)}`);
  return refused(`It was no longer ready when its turn came: ${sayRed(readiness)}`);
}

/** A refusal says besides what moved since it was accepted, so that nobody has to compare two judgements by hand. */
async function toldWhatMoved(red: StepOutcome, readiness: Readiness, { deployment, ports }: StepContext): Promise<StepOutcome> {
  if (red.progress !== 'failed') return red;
  const moved = await movedSinceAccepted(deployment, readiness, ports.deployments);
  return moved === null ? red : { ...red, because: `${red.because} Since it was accepted, ${moved}.` };
}

function backToWaiting(startAt: string, readiness: Readiness): StepEnd {
  return { progress: 'skipped', because: `Only time stands in its way; it waits until ${startAt}. ${sayRed(readiness)}`, event: 'WINDOW_MOVED', patch: { startAt } };
}

function refused(because: string): StepEnd {
  return { progress: 'failed', because, event: 'NOT_READY' };
}
