import { z } from 'zod';
import type { Artifact } from '../../../domain/artifact.ts';
import { readReference } from '../../../domain/reference.ts';
import type { ArtifactFacts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { allOf } from '../../spoken.ts';

/** Every artifact, sealed or linked, stands in the definitive media library now. */
export const packageIsInTheDml = defineGate({
  name: 'package-is-in-the-dml',
  sentence: 'Every artifact of the package is in the definitive media library.',
  why: 'What is deployed must come from the one place where releases are kept and tracked.',
  needs: ['artifacts of the package', 'what the library holds'],
  parameters: z.strictObject({}),
  reads: ['artifact'],
  relations: ['ARTIFACT'],
  look({ artifacts, release }) {
    return {
      expected: 'every artifact found in the library',
      findings: artifacts.map(findingOf),
      passes: `${allOf(artifacts.length, 'artifact')} in the library.${artifacts.map(movedSentence).join('')}`,
      nothing: { because: `${release.key} has no artifacts.`, remedy: `Link the build, bundle or artifacts of ${release.key}.` },
    };
  },
});

function findingOf(artifact: ArtifactFacts): Finding {
  const broken = unusable(artifact);
  if (broken !== null || artifact.record.state !== 'known') return broken ?? hidden(artifact, 'path', 'the place');
  const record = artifact.record.value;
  return finding('PASS', {
    because: `${record.name} is in ${record.repository}.`, actual: `${record.name} in ${record.repository}`,
    evidence: [says(record, 'repository', record.repository)], restsOn: [`${artifact.reference} in the library`],
  });
}

/** Said beside the sentence that passes; empty of what stands where it was sealed. */
function movedSentence({ reference, record }: ArtifactFacts): string {
  return record.state === 'known' && isMoved(reference, record.value) ? ` ${record.value.name} was found by its digest in ${record.value.repository}: it is no longer where it was sealed.` : '';
}

/** What stands at its place says that place; anything else was found elsewhere by the digest that the seal pinned. */
function isMoved(reference: string, { source }: Artifact): boolean {
  const key = readReference(reference)?.key.replace(/@[0-9a-f]{64}$/, '');
  return key !== undefined && key !== source.key;
}
