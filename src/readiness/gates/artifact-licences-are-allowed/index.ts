import { z } from 'zod';
import { noLicenceSaid } from '../../../domain/artifact.ts';
import type { ArtifactFacts } from '../../facts.ts';
import { finding, hidden, says, unread, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { allOf } from '../../spoken.ts';

const spdxIds = z.array(z.string().min(1));
const parameters = z.strictObject({
  /** SPDX ids that may be in a package; left out, any that is not denied. NOASSERTION lets those be that nobody could tell. */
  allowed: spdxIds.optional(),
  /** SPDX ids that may not be in it, even where they are allowed. */
  denied: spdxIds.default([]),
}).refine(({ allowed, denied }) => allowed !== undefined || denied.length > 0, { message: 'say which licences are allowed, or which are denied' });
type Parameters = z.output<typeof parameters>;

/** Of the licences of what artifacts are made of; what people may use is another matter. A licence that nobody could tell may be any. */
export const artifactLicencesAreAllowed = defineGate({
  name: 'artifact-licences-are-allowed',
  sentence: 'Every licence of what the artifacts are made of is one that the policy allows.',
  why: 'A licence that nobody may use is found by its owner, after the release went out.',
  needs: ['artifacts of the package', 'the licences that the scan of each found'],
  parameters,
  reads: ['artifact'],
  relations: ['ARTIFACT'],
  look({ artifacts, release }, given) {
    return {
      expected: [given.allowed === undefined ? [] : [`only ${given.allowed.join(', ')}`], given.denied.length === 0 ? [] : [`none of ${given.denied.join(', ')}`]].flat().join('; '),
      findings: artifacts.map((artifact) => findingOf(artifact, given)),
      passes: `${allOf(artifacts.length, 'artifact')} made of what the policy allows.`,
      nothing: { because: `${release.key} has no artifacts that could be scanned.`, remedy: `Link the artifacts of ${release.key}.` },
    };
  },
});

function findingOf(artifact: ArtifactFacts, given: Parameters): Finding {
  const broken = unusable(artifact);
  if (broken !== null || artifact.record.state !== 'known') return broken ?? hidden(artifact, 'scan', 'the scan');
  const { name, label, source } = artifact.record.value;
  const { scan } = artifact;
  if (scan.state !== 'known') return unread(artifact, `the scan of ${label}`, scan.state === 'unknown' ? scan.problem.message : 'the scanner does not know it');
  if (scan.value.state !== 'SCANNED') return unread(artifact, `the scan of ${label}`, `it is ${scan.value.state.toLowerCase().replace('_', ' ')}`);
  const licences = scan.value.licences ?? [];
  if (licences.length === 0) return hidden(artifact, 'scan', 'the licences');
  const told = { evidence: [says(artifact.record.value, 'scan', licences.join(', '))], actual: `${name}: ${licences.join(', ')}`, restsOn: licences.map((licence) => `${artifact.reference} licence ${licence}`), remedyUrl: source.url };
  const wrong = licences.filter((licence) => standing(licence, given) === 'FAIL');
  if (wrong.length > 0) return finding('FAIL', { ...told, because: `${name} holds what is licensed under ${wrong.join(', ')}, which the policy does not allow.`, remedy: `Take out of ${name} what is under ${wrong.join(', ')} and build it again, or have the licence allowed in the policy.` });
  if (licences.some((licence) => standing(licence, given) === 'UNKNOWN')) return finding('UNKNOWN', { ...told, because: `Nobody can tell the licence of something in ${name}.`, remedy: `Find out what it is, and tell the scanner its licence, or list ${noLicenceSaid} in the policy.` });
  return finding('PASS', { ...told, because: `${name} is made of what the policy allows.` });
}

/** Ids of licences know no case (SPDX). */
function standing(licence: string, { allowed, denied }: Parameters): Finding['outcome'] {
  const isIn = (ids: readonly string[] | undefined): boolean => ids?.some((id) => id.toLowerCase() === licence.toLowerCase()) === true;
  if (isIn(denied)) return 'FAIL';
  if (isIn(allowed)) return 'PASS';
  if (licence === noLicenceSaid) return 'UNKNOWN';
  return allowed === undefined ? 'PASS' : 'FAIL';
}
