import type { ArtifactEvidence } from '../../../domain/artifact.ts';
import type { Fact } from '../../fact.ts';
import type { ToldOf } from '../../facts.ts';
import { finding, says, unlearnt, unread, type Finding } from '../../finding.ts';
import type { About } from './build.rule.ts';

/** One finding per suite that the policy asks for. */
export function suiteFindings(about: About, suites: readonly string[], evidence: Fact<readonly ToldOf<readonly ArtifactEvidence[]>[]>): readonly Finding[] {
  if (suites.length === 0) return [];
  const { artifact, record } = about;
  if (evidence.state !== 'known') return [unlearnt(`which suites passed on ${record.name}`, evidence)];
  const told = evidence.value.find(({ of }) => of === record.id)?.told;
  if (told?.state !== 'known') return [unread(artifact, `the evidence of ${record.name}`, told === undefined ? 'nobody asked for it' : told.state === 'unknown' ? told.problem.message : 'the library hides it')];
  return suites.map((suite) => suiteFinding(about, suite, told.value));
}

type Ended = 'PASSED' | 'FAILED' | 'UNKNOWN';

interface Run {
  readonly evidence: ArtifactEvidence;
  readonly ended: Ended;
}

/**
 * The newest run that counts decides; of several that may be it, the worst. What is not verified is no yes, and stands in the
 * way all the same when it did not pass.
 */
function suiteFinding(about: About, suite: string, evidence: readonly ArtifactEvidence[]): Finding {
  const { record, pinned } = about;
  const runs = evidence.flatMap((one) => { const ended = endedOf(one, suite); return ended === null ? [] : [{ evidence: one, ended }]; });
  const own = runs.filter(({ evidence: one }) => one.subjectSha256 === pinned);
  const counting = own.filter(({ evidence: one, ended }) => one.isVerified === true || ended !== 'PASSED');
  const what = `${suite} on ${record.name}`;
  const last = decidingOf(counting);
  if (last?.ended === 'FAILED') return verdictOn(about, suite, 'FAIL', last, `${suite} failed on ${record.name}.`, `Mend what fails in ${suite}, build anew and seal that.`);
  if (last?.ended === 'PASSED') return verdictOn(about, suite, 'PASS', last, `${suite} passed on the sealed ${record.name}.`, null);
  if (last !== undefined) return verdictOn(about, suite, 'UNKNOWN', last, `Nobody can tell how ${what} ended.`, `Look at the evidence of ${record.name}.`);
  const [unverified] = own;
  if (unverified !== undefined) return verdictOn(about, suite, 'UNKNOWN', unverified, `The evidence of ${what} bears no signature that the library could verify.`, `Have the evidence of ${what} signed with a key that ${record.source.connection} trusts.`);
  const [unsaid] = runs.filter(({ evidence: one }) => one.subjectSha256 == null);
  if (unsaid !== undefined) return verdictOn(about, suite, 'UNKNOWN', unsaid, `${record.source.connection} does not say which bytes ${what} was about.`, `Look at the evidence of ${record.name}.`);
  const [other] = runs;
  if (other !== undefined) return verdictOn(about, suite, 'FAIL', other, `${suite} was run on another ${record.name} than the sealed one.`, `Run ${suite} on the sealed ${record.name}.`);
  return verdictOn(about, suite, 'FAIL', null, `Nothing in the library says that ${suite} passed on ${record.name}.`, `Run ${suite} on the sealed ${record.name}, and attach its signed result.`);
}

/**
 * How a suite ended by this evidence; null when it is not about the suite. What a run names as passed or failed itself
 * counts before the whole run. A report that names none, and did not pass, may be about this one.
 */
function endedOf({ tests }: ArtifactEvidence, suite: string): Ended | null {
  if (tests == null) return null;
  if (tests.failed.includes(suite)) return 'FAILED';
  if (tests.passed.includes(suite)) return 'PASSED';
  if (tests.suites.includes(suite)) return tests.result;
  const isNameless = tests.suites.length + tests.passed.length + tests.failed.length === 0;
  return isNameless && tests.result !== 'PASSED' ? 'UNKNOWN' : null;
}

/** The worst of those that may be the newest: a run whose moment nobody told may be it, and may as well be an old one that passed before the newest failed. */
function decidingOf(runs: readonly Run[]): Run | undefined {
  const latest = runs.reduce((latestYet, { evidence: { createdAt } }) => (createdAt !== null && createdAt > latestYet ? createdAt : latestYet), '');
  const newest = runs.filter(({ evidence: { createdAt } }) => createdAt === null || createdAt === latest);
  return newest.find(({ ended }) => ended === 'FAILED') ?? newest.find(({ ended }) => ended === 'UNKNOWN') ?? newest[0];
}

function verdictOn({ record, pinned }: About, suite: string, outcome: Finding['outcome'], run: Run | null, because: string, remedy: string | null): Finding {
  return finding(outcome, {
    because, actual: `${record.name}: ${suite} ${outcome === 'PASS' ? 'passed' : run === null ? 'missing' : run.ended.toLowerCase()}`, remedy, remedyUrl: record.source.url,
    evidence: [says(record, 'evidence', run === null ? 'none' : `${run.evidence.name}: ${run.ended.toLowerCase()}`)],
    restsOn: [`${suite} on ${pinned} ${outcome}`],
  });
}
