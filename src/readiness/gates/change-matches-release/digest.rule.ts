import type { Evidence } from '../../../domain/readiness.ts';
import type { Facts } from '../../facts.ts';
import { says, type Finding } from '../../finding.ts';
import { contradiction, saidByRelease, type Rule } from './contradiction.ts';
import { ownChanges } from './own-changes.ts';

const seal = 'package-matches-its-seal';

/**
 * The library holds the bytes that the seal pinned, and a change that tells digests tells those of the package. Where the
 * policy has package-matches-its-seal, that gate says the first in full, and nobody has to read it twice.
 */
export const digestRule: Rule = {
  kind: 'DIGEST_IN_THE_LIBRARY',
  look: (facts) => [...(facts.policy.gates.some(({ gate }) => gate === seal) ? [] : inTheLibrary(facts)), ...inTheTexts(facts)],
};

function inTheLibrary(facts: Facts): readonly Finding[] {
  return facts.artifacts.flatMap((artifact) => {
    if (artifact.record.state !== 'known' || artifact.pinnedSha256 === null) return [];
    const { value: record } = artifact.record;
    if (record.sha256 === null || record.sha256.toLowerCase() === artifact.pinnedSha256.toLowerCase()) return [];
    return [contradiction({
      because: `${record.name} in the library has other bytes than ${facts.release.key} was sealed with`, actual: `${record.name}: other bytes`,
      between: [says(record, 'sha256', record.sha256), saidByRelease(facts, `seal of ${record.name}`, artifact.pinnedSha256)],
      restsOn: [`${artifact.reference} sha256:${record.sha256}`], remedy: `Put the sealed ${record.name} back into ${record.repository}, or seal a new revision of ${facts.release.key}.`, remedyUrl: record.source.url,
    })];
  });
}

function inTheTexts(facts: Facts): readonly Finding[] {
  const { release, artifacts } = facts;
  const own = [release.sealed?.digest, ...(release.sealed?.artifacts ?? []).map(({ sha256 }) => sha256), ...artifacts.map(({ pinnedSha256 }) => pinnedSha256)].flatMap((one) => (one == null ? [] : [one.toLowerCase()]));
  if (own.length === 0) return [];
  return ownChanges(facts).flatMap(({ record }) => {
    const inTitle = digestsIn(record.title ?? '');
    const told = [...new Set([...inTitle, ...digestsIn(record.description ?? '')])];
    if (told.length === 0 || told.some((one) => own.includes(one))) return [];
    const sealed: Evidence = saidByRelease(facts, 'sealed digests', own.join(', '));
    return [contradiction({
      because: `${record.label} tells the digest of something that is not in the package of ${release.key}`, actual: `${record.label}: ${told.join(', ')}`, between: [says(record, inTitle.length > 0 ? 'title' : 'description', told.join(', ')), sealed],
      restsOn: [`${record.id} tells ${told.join(' ')}`], remedy: `Mend the digest in ${record.label}, or seal ${release.key} anew.`, remedyUrl: record.source.url,
    })];
  });
}

function digestsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])/giu)].map(([digest]) => digest.toLowerCase()))];
}
