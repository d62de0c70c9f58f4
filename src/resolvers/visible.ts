import { UserMistake } from '../domain/error.ts';
import { readReference } from '../domain/reference.ts';
import { extentOfName } from '../domain/restriction.ts';
import type { RequestContext } from './context.ts';

/** Whether whoever asks may know of the record of this reference or identity. Where only some classifications are hidden it is read, with all that the same tick asks for; what cannot be read is not shown. */
export async function isVisible({ hidden, loaders }: Pick<RequestContext, 'hidden' | 'loaders'>, name: string): Promise<boolean> {
  const extent = hidden.length === 0 ? 'NOTHING' : extentOfName(hidden, name);
  if (extent !== 'SOME') return extent === 'NOTHING';
  const { kind } = readReference(name) ?? {};
  return kind !== undefined && (await loaders.record(kind, name)).state === 'found';
}

/** Those of the things that name nothing hidden. */
export async function onlyVisible<T>(context: Pick<RequestContext, 'hidden' | 'loaders'>, things: readonly T[], nameOf: (thing: T) => string): Promise<readonly T[]> {
  if (context.hidden.length === 0) return things;
  const seen = await Promise.all(things.map((thing) => isVisible(context, nameOf(thing))));
  return things.filter((_thing, index) => seen[index]);
}

/** Nobody links, or takes out, what they may not see: it is refused as a record that there is not. @throws UserMistake NOT_FOUND */
export async function mustBeVisible(context: RequestContext, reference: string): Promise<void> {
  if (!await isVisible(context, reference)) throw new UserMistake('NOT_FOUND', `There is no record ${reference}.`, ['reference']);
}
