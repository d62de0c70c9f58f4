import type { Artifact, Build, Sha256 } from '../../../domain/artifact.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Fact } from '../../fact.ts';
import type { ArtifactFacts, RecordFacts } from '../../facts.ts';
import { finding, hidden, says, unlearnt, unread, unusable, type Finding } from '../../finding.ts';

/** One sealed artifact that is looked at. */
export interface About {
  readonly artifact: ArtifactFacts;
  readonly record: Artifact;
  readonly pinned: Sha256;
}

/** Anybody who may annotate can write which build made a file: only a build that lists the very digest is believed to have made it. */
export function buildFinding({ artifact, record, pinned }: About, builds: Fact<readonly RecordFacts<Build>[]>): Finding {
  const { buildName, buildNumber, name } = record;
  if (buildName === null || buildNumber === null) return hidden(artifact, 'buildName', 'the build');
  if (builds.state !== 'known') return unlearnt(`whether the build of ${name} passed`, builds);
  const found = builds.value.find(({ reference }) => reference === formatReference(record.source.connection, 'build', `${buildName}/${buildNumber}`));
  if (found === undefined) return unread(artifact, `the build of ${name}`, 'nobody asked for it');
  const broken = unusable(found);
  if (broken !== null || found.record.state !== 'known') return broken ?? hidden(found, 'testsPassed', 'the status');
  const build = found.record.value;
  return unlisted(build, name, pinned) ?? passed(found, build, name);
}

function unlisted(build: Build, name: string, pinned: Sha256): Finding | null {
  const listed = build.artifacts.map(({ sha256 }) => sha256);
  if (listed.includes(pinned)) return null;
  const isUnsaid = build.artifacts.some((file) => file.sha256 === null && file.name === name);
  return finding(isUnsaid ? 'UNKNOWN' : 'FAIL', {
    because: isUnsaid ? `Build ${build.label} lists ${name} without its digest, so nobody can tell whether it tested what was sealed.` : `Build ${build.label} does not list the sealed ${name}: what it tested is another file.`,
    actual: `${build.label}: ${isUnsaid ? 'no digest' : 'another digest'} of ${name}`, evidence: [says(build, 'artifacts', isUnsaid ? null : listed.length === 0 ? 'none' : `${listed.length} other digests`)],
    restsOn: [`${build.id} without ${pinned}`], remedy: `Seal what build ${build.label} made, or build and test the sealed ${name} anew.`, remedyUrl: build.source.url,
  });
}

function passed(facts: RecordFacts<Build>, build: Build, name: string): Finding {
  if (build.testsPassed === null) return hidden(facts, 'testsPassed', 'whether the tests passed');
  const told = { evidence: [says(build, 'testsPassed', String(build.testsPassed))], remedyUrl: build.source.url, restsOn: [`${build.id} ${build.testsPassed ? 'passed' : 'failed'}`] };
  if (build.testsPassed) return finding('PASS', { ...told, because: `Build ${build.label} made ${name} and passed.`, actual: `${build.label}: passed` });
  return finding('FAIL', { ...told, because: `Build ${build.label}, which made ${name}, failed its tests.`, actual: `${build.label}: failed`, remedy: `Mend what failed, build anew and seal that.` });
}
