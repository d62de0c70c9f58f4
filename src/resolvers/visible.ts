import { UserMistake } from '../domain/error.ts';
import type { Seeing } from '../domain/redaction.ts';
import { isNameVisible, onlyVisible as onlyVisibleAmong } from '../loaders/index.ts';
import type { RequestContext } from './context.ts';

/** Who asks, by what they may not see. */
export type Asker = Pick<RequestContext, 'hidden' | 'loaders'>;

/** Whether whoever asks may know of the record of this reference or identity. */
export function isVisible({ hidden, loaders }: Asker, name: string): Promise<boolean> {
  return isNameVisible(hidden, loaders, name);
}

/** How whoever asks looks at names of records. */
export function seeingOf(context: Asker): Seeing {
  return { hidden: context.hidden, isVisible: (name) => isVisible(context, name) };
}

/** Those of the things that name nothing hidden. */
export function onlyVisible<T>({ hidden, loaders }: Asker, things: readonly T[], nameOf: (thing: T) => string): Promise<readonly T[]> {
  return onlyVisibleAmong(hidden, loaders, things, nameOf);
}

/** Nobody links, or takes out, what they may not see: it is refused as a record that there is not. @throws UserMistake NOT_FOUND */
export async function mustBeVisible(context: Asker, reference: string, path: readonly string[] = ['reference']): Promise<void> {
  if (!await isVisible(context, reference)) throw new UserMistake('NOT_FOUND', `There is no record ${reference}.`, path);
}
