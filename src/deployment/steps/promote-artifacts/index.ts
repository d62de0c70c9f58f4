import type { Artifact } from '../../../domain/artifact.ts';
import type { BuildPromotion } from '../../../domain/ports/desk.ts';
import type { PinnedArtifact } from '../../../domain/release.ts';
import { isCopy, placesOf, shelfOf, stampOf } from '../../library.ts';
import type { Shelf } from '../../library.ts';
import { askedFor } from '../../on-behalf.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep, StepContext } from '../../step.ts';

/**
 * Copies what went live to the repository that the service declares for its environment. What stands there already, byte
 * for byte, is what it did before, and is not promoted again; what was promoted is looked up by its digest and not believed.
 */
export const promoteArtifacts: RepeatableStep = {
  name: 'promote-artifacts',
  kind: 'act',
  async run(context) {
    const subject = await context.subject();
    const repository = subject.service.artifacts?.promoteTo[context.deployment.environment];
    if (repository === undefined) return { progress: 'skipped', because: `Service ${subject.service.key} declares no repository for what is live in ${context.deployment.environment}.` };
    const shelf = shelfOf(context, subject);
    if (typeof shelf === 'string') return { progress: 'skipped', because: shelf };
    const before = await missing(shelf, repository, context);
    if (before.pins.length === 0) return { progress: 'succeeded', because: `Its artifacts stand in ${repository} already.` };
    const orders = ordersOf(before.pins, before.places, repository, context);
    if (typeof orders === 'string') return troubled(orders, true);
    for (const order of orders) {
      const { state, because } = await shelf.desk.promoteBuild(order, context.acting);
      if (state !== 'COMPLETED') return troubled(`Build ${order.name}/${order.number} was not promoted to ${repository}: ${because ?? state}.`);
    }
    const [lost] = (await missing(shelf, repository, context)).pins;
    if (lost !== undefined) return troubled(`${lost.name} is not in ${repository} after its build was promoted; look whether the build lists it.`, true);
    return { progress: 'succeeded', because: `Its artifacts were copied to ${repository}.` };
  },
};

async function missing(shelf: Shelf, repository: string, context: StepContext): Promise<{ readonly pins: readonly PinnedArtifact[]; readonly places: readonly Artifact[] }> {
  const places = await placesOf(shelf, context);
  return { places, pins: shelf.pins.filter((pin) => !places.some((place) => isCopy(place, pin, repository))) };
}

/** One order per build and repository; a sentence when a file is of no build, for only builds are promoted. */
function ordersOf(pins: readonly PinnedArtifact[], places: readonly Artifact[], targetRepository: string, context: StepContext): readonly BuildPromotion[] | string {
  const orders = new Map<string, BuildPromotion>();
  for (const pin of pins) {
    const candidates = places.flatMap(({ sha256, buildName: name, buildNumber: number, repository, source: { reference } }) => (sha256 === pin.sha256 && name !== null && number !== null ? [{ name, number, repository, reference }] : []));
    const from = candidates.find(({ reference }) => reference === pin.reference) ?? candidates[0];
    if (from === undefined) return `${pin.name} is of no build that the library knows, or gone from it; copy it to ${targetRepository} there.`;
    const { name, number, repository } = from;
    orders.set(`${repository} ${name}/${number}`, orderOf(name, number, repository, targetRepository, context));
  }
  return [...orders.values()];
}

function orderOf(name: string, number: string, sourceRepository: string, targetRepository: string, context: StepContext): BuildPromotion {
  const { deployment } = context;
  const { releaseKey, environment, id } = deployment;
  return { name, number, status: 'Released', comment: `Muster: ${releaseKey ?? id} is live in ${environment} (${id}).${askedFor(deployment)}`, sourceRepository, targetRepository, properties: stampOf(context) };
}
