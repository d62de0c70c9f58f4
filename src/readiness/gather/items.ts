import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { RunningVersionTarget } from '../../domain/environment.ts';
import { formatReference } from '../../domain/reference.ts';
import type { RecordFacts, TargetFacts } from '../facts.ts';
import { withoutMisnamed } from './misnamed.ts';
import type { Reader, Wanted } from './records.ts';

export interface ItemFacts {
  readonly items: readonly RecordFacts<ConfigurationItem>[];
  readonly target: TargetFacts | null;
}

/** The linked items and the declared target, in one question; the target is judged as configuration names it, linked or not. */
export async function gatherItems(reader: Reader, links: readonly Wanted[], declaration: RunningVersionTarget | undefined): Promise<ItemFacts> {
  const named = declaration === undefined ? [] : [{ reference: formatReference(declaration.connection, 'ci', declaration.match), link: null }];
  const read = await reader.read('ci', [...links, ...named]);
  const target = read[links.length];
  return { items: withoutMisnamed(read).filter((item) => item !== target), target: declaration === undefined || target === undefined ? null : { ...target, declaration } };
}
