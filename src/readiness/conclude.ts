import type { DiscoveryGap } from '../domain/ports/release-graph.ts';
import type { VerdictOutcome } from '../domain/readiness.ts';
import type { Person } from '../domain/person.ts';
import type { Judged } from './gate.ts';
import type { Finding } from './finding.ts';

/** What a gate saw: a finding per thing it looked at, and what to say when there was nothing to look at. */
export interface Conclusion {
  readonly expected: string;
  readonly findings: readonly Finding[];
  /** Said when every finding passes. */
  readonly passes: string;
  /** Said when there is nothing to judge: no gate passes on nothing. */
  readonly nothing: { readonly because: string; readonly remedy: string };
}

interface Circumstances {
  readonly gaps: readonly DiscoveryGap[];
  readonly mayBeEmpty: boolean;
}

/** How many sentences or people a verdict says at most. */
const told = 3;

/**
 * Draws a verdict from findings. FAIL beats UNKNOWN beats PASS; a look for more that could not be finished makes a PASS
 * unknown; nothing at all is FAIL, or UNKNOWN where emptiness cannot be proven (DESIGN §6).
 */
export function conclude(gate: string, conclusion: Conclusion, circumstances: Circumstances): Judged {
  const { findings, expected } = conclusion;
  const outcome = outcomeOf(findings, circumstances);
  const deciding = findings.filter((finding) => finding.outcome === outcome);
  const first = deciding.find((finding) => finding.remedy !== null);
  const gapped = outcome === 'UNKNOWN' && deciding.length === 0;
  return {
    gate,
    outcome,
    because: because(outcome, conclusion, deciding, circumstances.gaps),
    expected,
    actual: findings.length === 0 ? 'none' : gapped || outcome === 'PASS' ? `${findings.length} of ${findings.length}` : summed(deciding.map((finding) => finding.actual), '; '),
    evidence: deciding.flatMap((finding) => finding.evidence),
    remedy: gapped ? gapRemedy(circumstances.gaps) : findings.length === 0 && outcome === 'FAIL' ? conclusion.nothing.remedy : summedRemedies(deciding),
    remedyUrl: first?.remedyUrl ?? null,
    responsible: distinct(deciding.flatMap((finding) => finding.responsible)),
    restsOn: [...new Set(findings.flatMap((finding) => finding.restsOn))].sort(),
    passesFromAt: outcome === 'FAIL' && circumstances.gaps.length === 0 ? whenOnlyTime(findings) : null,
  };
}

function outcomeOf(findings: readonly Finding[], { gaps, mayBeEmpty }: Circumstances): VerdictOutcome {
  if (findings.some((finding) => finding.outcome === 'FAIL')) return 'FAIL';
  if (gaps.length > 0 || findings.some((finding) => finding.outcome === 'UNKNOWN')) return 'UNKNOWN';
  if (findings.length > 0) return 'PASS';
  return mayBeEmpty ? 'NOT_APPLICABLE' : 'FAIL';
}

function because(outcome: VerdictOutcome, { findings, nothing, passes }: Conclusion, deciding: readonly Finding[], gaps: readonly DiscoveryGap[]): string {
  if (deciding.length > 0 && outcome !== 'PASS') return summed(deciding.map((finding) => finding.because), ' ');
  if (outcome === 'UNKNOWN') return gapSentence(gaps);
  return findings.length === 0 ? nothing.because : passes;
}

function gapSentence(gaps: readonly DiscoveryGap[]): string {
  return summed(gaps.map((gap) => `There may be more that nobody could see: ${gap.connection} could not finish the look by "${gap.rule}" (${gap.problem.message.replace(/\.$/, '')}).`), ' ');
}

function gapRemedy(gaps: readonly DiscoveryGap[]): string {
  return `Judge again once ${[...new Set(gaps.map((gap) => gap.connection))].join(' and ')} answers in full.`;
}

/** Only time is in the way when everything that does not pass says from when it would. */
function whenOnlyTime(findings: readonly Finding[]): string | null {
  const moments = findings.filter((finding) => finding.outcome !== 'PASS').map((finding) => finding.passesFromAt);
  return moments.reduce((latest, moment) => (latest === null || moment === null ? null : moment > latest ? moment : latest), moments[0] ?? null);
}

function summedRemedies(deciding: readonly Finding[]): string | null {
  const remedies = [...new Set(deciding.flatMap((finding) => (finding.remedy === null ? [] : [finding.remedy])))];
  return remedies.length === 0 ? null : summed(remedies, ' ');
}

function summed(texts: readonly string[], separator: string): string {
  const rest = texts.length - told;
  return [...texts.slice(0, told), ...(rest > 0 ? [`And ${rest} more.`] : [])].join(separator);
}

function distinct(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
