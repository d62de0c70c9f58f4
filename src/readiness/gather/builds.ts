import type { Build } from '../../domain/artifact.ts';
import { formatReference } from '../../domain/reference.ts';
import type { ArtifactFacts, RecordFacts } from '../facts.ts';
import type { Reader } from './records.ts';

/** The builds that the artifacts name, each once: one question. */
export function gatherBuilds(reader: Reader, artifacts: readonly ArtifactFacts[]): Promise<readonly RecordFacts<Build>[]> {
  const references = artifacts.flatMap(({ record }) => {
    if (record.state !== 'known' || record.value.buildName === null || record.value.buildNumber === null) return [];
    return [formatReference(record.value.source.connection, 'build', `${record.value.buildName}/${record.value.buildNumber}`)];
  });
  return reader.read('build', [...new Set(references)].sort().map((reference) => ({ reference, link: null })));
}
