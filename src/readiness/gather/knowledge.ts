import type { Instant } from '../../domain/instant.ts';
import type { Assembly } from '../../domain/ports/release-graph.ts';
import { known, unknown } from '../fact.ts';
import type { AskedFacts } from '../facts.ts';
import { withoutMisnamed } from './misnamed.ts';
import type { Reader } from './records.ts';
import { wanted } from './wanted.ts';

/** The articles that are linked to the release, in one question; a look for links that did not come, or was not finished, tells none. */
export async function gatherKnowledge(reader: Reader, assembly: Assembly | undefined, given: { readonly environment: string; readonly beganAt: Instant }): Promise<AskedFacts['knowledge']> {
  const gap = assembly?.gaps[0]?.problem;
  if (assembly === undefined || gap !== undefined) return unknown(gap ?? { code: 'UNEXPECTED_ANSWER', message: 'the release graph gave no answer', sinceAt: given.beganAt, retryAt: null });
  return known(withoutMisnamed(await reader.read('knowledge', wanted(assembly.links, 'knowledge', given.environment))), given.beganAt);
}
