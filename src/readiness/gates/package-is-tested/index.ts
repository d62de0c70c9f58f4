import { z } from 'zod';
import type { ArtifactFacts, Facts } from '../../facts.ts';
import { finding, hidden, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { allOf } from '../../spoken.ts';
import { buildFinding } from './build.rule.ts';
import { suiteFindings } from './suite.rule.ts';

const parameters = z.strictObject({
  /** Test suites that must have passed on every sealed artifact, as signed evidence in the library names them. */
  suites: z.array(z.string().min(1)).default([]),
  /** Whether the build that made each artifact must be said to have passed, by its status in the library. */
  buildPassed: z.boolean().default(true),
}).refine(({ suites, buildPassed }) => buildPassed || suites.length > 0, { message: 'name suites, or let buildPassed be true: a package is not tested by nothing' });

/** What was tested must be what was sealed: a build counts when it lists the pinned digest, evidence when the pinned digest is its subject. */
export const packageIsTested = defineGate({
  name: 'package-is-tested',
  sentence: 'Every sealed artifact, byte for byte, passed the tests that the policy asks for.',
  why: 'A package that was built anew after the tests is another one, however little was changed.',
  needs: ['the sealed package', 'the build that each artifact names, the digests it lists and its status', 'evidence of test suites about each artifact, and whether its signature could be verified'],
  asks: ['builds', 'evidence'],
  parameters,
  reads: ['artifact', 'build'],
  relations: ['ARTIFACT'],
  look(facts, given) {
    const { artifacts, release } = facts;
    return {
      expected: [...(given.buildPassed ? ['every build passed'] : []), ...(given.suites.length === 0 ? [] : [`${given.suites.join(', ')} passed on every sealed digest`])].join('; '),
      findings: artifacts.flatMap((artifact) => ofArtifact(artifact, facts, given)),
      passes: `${allOf(artifacts.length, 'artifact')} tested as sealed.`,
      nothing: { because: `${release.key} has no artifacts that could have been tested.`, remedy: `Link the artifacts of ${release.key} and seal it.` },
    };
  },
});

function ofArtifact(artifact: ArtifactFacts, facts: Facts, { suites, buildPassed }: z.output<typeof parameters>): readonly Finding[] {
  const broken = unusable(artifact);
  if (broken !== null || artifact.record.state !== 'known') return [broken ?? hidden(artifact, 'sha256', 'the digest')];
  const record = artifact.record.value;
  const { pinnedSha256 } = artifact;
  if (pinnedSha256 === null) {
    return [finding('FAIL', {
      because: `${record.name} is not in the seal of ${facts.release.key}, so no test can be shown to be of what goes out.`, actual: `${record.name} not sealed`, restsOn: [`${artifact.reference} not sealed`],
      remedy: `Seal ${facts.release.key}: it pins the digest of every artifact.`, remedyUrl: record.source.url,
    })];
  }
  const about = { artifact, record, pinned: pinnedSha256 };
  return [...(buildPassed ? [buildFinding(about, facts.asked.builds)] : []), ...suiteFindings(about, suites, facts.asked.evidence)];
}
