import { z } from 'zod';
import type { Release } from '../../../domain/release.ts';
import type { ArtifactFacts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { allOf } from '../../spoken.ts';

/** The bytes in the library now are the bytes that were sealed, and there are no others. */
export const packageMatchesItsSeal = defineGate({
  name: 'package-matches-its-seal',
  sentence: 'Every artifact in the library is byte for byte the one that was sealed.',
  why: 'What was tested and agreed is what goes out; an artifact that changed after the seal is another release.',
  needs: ['the sealed package', 'the digest of each artifact as the library holds it now'],
  parameters: z.strictObject({}),
  reads: ['artifact'],
  relations: ['ARTIFACT'],
  look({ artifacts, release }) {
    return {
      expected: 'every sha256 as sealed',
      findings: release.sealed === null && artifacts.length > 0 ? [unsealed(release)] : artifacts.map((artifact) => findingOf(artifact, release)),
      passes: `${allOf(artifacts.length, 'artifact')} as sealed in revision ${release.sealed?.revision ?? 0}.`,
      nothing: { because: `${release.key} has no artifacts, so there is nothing sealed.`, remedy: `Link the artifacts of ${release.key} and seal it.` },
    };
  },
});

function unsealed({ key }: Release): Finding {
  return finding('FAIL', { because: `${key} is not sealed.`, actual: 'not sealed', restsOn: ['not sealed'], remedy: `Seal ${key}: it pins the digest of every artifact.` });
}

function findingOf(artifact: ArtifactFacts, release: Release): Finding {
  const broken = unusable(artifact);
  if (broken !== null || artifact.record.state !== 'known') return broken ?? hidden(artifact, 'sha256', 'the digest');
  const record = artifact.record.value;
  const pinned = artifact.pinnedSha256;
  if (record.sha256 === null) return hidden(artifact, 'sha256', 'the digest');
  const told = { evidence: [says(record, 'sha256', record.sha256)], restsOn: [`${artifact.reference} sha256:${record.sha256}`], remedyUrl: record.source.url };
  if (pinned === null) {
    return finding('FAIL', { ...told, because: `${record.name} belongs to ${release.key} and is not in its seal.`, actual: `${record.name} not sealed`, remedy: `Seal ${release.key} again, or take ${record.name} out with a reason.` });
  }
  if (record.sha256 !== pinned) {
    return finding('FAIL', {
      ...told, because: `${record.name} in the library is not the one that was sealed: its sha256 starts with ${short(record.sha256)}, the sealed one with ${short(pinned)}.`,
      actual: `${record.name} ${short(record.sha256)}, sealed ${short(pinned)}`, remedy: `Put the sealed ${record.name} back into ${record.repository}, or seal a new revision of ${release.key} and have it agreed.`,
    });
  }
  return finding('PASS', { ...told, because: `${record.name} is as sealed.`, actual: `${record.name} as sealed` });
}

function short(digest: string): string {
  return digest.slice(0, 12);
}
