import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordFinder } from '../../domain/ports/connection.ts';
import { matches, pageQuery } from './aql.ts';
import { readPlaces } from './artifact.reader.ts';
import type { ArtifactoryClient } from './client.ts';
import { toArtifact } from './translate.ts';
import type { Item } from './wire.ts';

const mostPages = 5;

/** Artifacts whose file name holds the text. Never called complete: see `collect`. */
export function artifactList(client: ArtifactoryClient): RecordFinder<'artifacts.list'> {
  return {
    async find({ text, limit }, ask) {
      const typed = text.trim().replaceAll(/[*?]/g, '');
      if (typed === '' || limit < 1) return { records: [], isComplete: false };
      const origin = client.origin();
      const found = await collect(client, typed, limit, ask);
      const items = await readPlaces(client, found, ask);
      return { records: items.map((item) => toArtifact(item, origin)), isComplete: false };
    },
  };
}

/**
 * Pages on by offset until there is enough. The limit is applied before permissions, so a short or empty page is not the
 * last (apis/README.md §9), and no page ever proves that nothing follows.
 */
async function collect(client: ArtifactoryClient, text: string, limit: number, ask: Ask): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let page = 0; page < mostPages && found.length < limit; page += 1) {
    const { items } = await client.aql([pageQuery(matches('name', `*${text}*`), page * limit, limit)], ask);
    found.push(...items.filter(({ name }) => name.includes(text)));
  }
  return found.slice(0, limit);
}
