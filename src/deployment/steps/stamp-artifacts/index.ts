import type { Artifact } from '../../../domain/artifact.ts';
import { isCopy, placesOf, shelfOf, stampOf } from '../../library.ts';
import type { Shelf } from '../../library.ts';
import { troubled } from '../../step.ts';
import type { RepeatableStep } from '../../step.ts';

/**
 * Marks what went live with its release and deployment, where it was sealed and where it was copied to. A mark that is
 * there already is not written again.
 */
export const stampArtifacts: RepeatableStep = {
  name: 'stamp-artifacts',
  kind: 'act',
  // What is yet to be copied would be marked where it was sealed alone.
  after: 'promote-artifacts',
  async run(context) {
    const subject = await context.subject();
    const { artifacts } = subject.service;
    if (artifacts?.isStamped === false) return { progress: 'skipped', because: `Service ${subject.service.key} wants its artifacts unmarked.` };
    const shelf = shelfOf(context, subject);
    if (typeof shelf === 'string') return { progress: 'skipped', because: shelf };
    const marked = wanted(shelf, await placesOf(shelf, context), artifacts?.promoteTo[context.deployment.environment]);
    const lost = shelf.pins.filter(({ sha256 }) => !marked.some((artifact) => artifact.sha256 === sha256));
    if (lost.length > 0) return troubled(`${lost.map(({ name }) => name).join(', ')} cannot be marked: what was sealed is no longer where it was, or hidden from us.`);
    for (const { id } of marked) await shelf.desk.stamp(id, stampOf(context), context.acting);
    return { progress: 'succeeded', because: `${marked.length} artifact${marked.length === 1 ? ' bears' : 's bear'} the mark of this deployment.` };
  },
};

/** Where it was sealed, and its copies; other places that happen to hold the same bytes are not ours. */
function wanted({ pins }: Shelf, places: readonly Artifact[], copies: string | undefined): readonly Artifact[] {
  return [...new Set(pins.flatMap((pin) => {
    const same = places.filter(({ sha256 }) => sha256 === pin.sha256);
    const sealed = same.filter(({ source }) => source.reference === pin.reference);
    const copied = same.filter((place) => copies !== undefined && isCopy(place, pin, copies));
    return [...sealed, ...copied];
  }))];
}
