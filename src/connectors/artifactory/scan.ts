import { noLicenceSaid, type ArtifactScan, type ScanState } from '../../domain/artifact.ts';
import { keyOf } from './place.ts';
import type { PinnedPlace } from './place.ts';
import { toMoment, toSha256 } from './translate.ts';
import type { ScanStatus, ScanSummary } from './wire.ts';

const stateOf: Readonly<Record<string, ScanState>> = {
  DONE: 'SCANNED', PENDING: 'PENDING', SCANNING: 'PENDING', IN_PROGRESS: 'PENDING', FAILED: 'FAILED', NOT_SCANNED: 'NOT_SCANNED', NOT_SUPPORTED: 'NOT_SCANNED',
};
/** Counted, or known to be no vulnerability. Any other word ("Unknown" too) leaves the counts unknown. */
const counted = new Set(['critical', 'high', 'medium', 'low', 'information']);

/** What is known when nothing certain is. */
export function uncertain(state: ScanState): ArtifactScan {
  return { state, critical: null, high: null, medium: null, low: null, scannedAt: null };
}

/** The state alone. DONE of the whole counts only if the search for vulnerabilities (sca) is not said to be otherwise. */
export function toScanState(status: ScanStatus): ScanState {
  const words = [status.details?.sca?.status, status.overall.status].filter((word) => word !== undefined);
  const states = words.map((word) => (Object.hasOwn(stateOf, word) ? (stateOf[word] ?? 'UNKNOWN') : 'UNKNOWN'));
  return states.find((state) => state !== 'SCANNED') ?? (states.length === 0 ? 'UNKNOWN' : 'SCANNED');
}

/**
 * The scan of one content: its counts only when its status was DONE before its summary was asked for, and the summary
 * speaks of that very content; where several do (it stands in several places), the worst counts. No summary, another
 * digest or a severity we do not know: UNKNOWN, never clean.
 */
export function toScan(asked: PinnedPlace, status: ScanStatus, summaries: readonly ScanSummary[]): ArtifactScan {
  const state = toScanState(status);
  if (state !== 'SCANNED') return uncertain(state);
  const told = summaries.filter(({ general }) => isAbout(general, asked)).map(severitiesOf);
  if (told.length === 0 || told.flat().some((severity) => !counted.has(severity))) return uncertain('UNKNOWN');
  const count = (severity: string): number => Math.max(...told.map((severities) => severities.filter((one) => one === severity).length));
  const licences = licencesOf(summaries.filter(({ general }) => isAbout(general, asked)));
  return { state, critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low'), scannedAt: toMoment(status.overall.time), ...(licences !== null && { licences }) };
}

/** Every licence that is told of the content, each once; null when a summary tells none at all. What Xray calls Unknown is SPDX's NOASSERTION. */
function licencesOf(summaries: readonly ScanSummary[]): readonly string[] | null {
  const named = summaries.map(({ licenses }) => (licenses ?? []).map(({ name }) => (name == null || name === '' || name === 'Unknown' ? noLicenceSaid : name)));
  return named.some((names) => names.length === 0) ? null : [...new Set(named.flat())].sort();
}

function severitiesOf({ issues }: ScanSummary): readonly string[] {
  return (issues ?? []).filter(({ issue_type: type }) => (type ?? 'security') === 'security').map(({ severity }) => severity.toLowerCase());
}

/** A digest says it all, wherever Xray says the content stands (of a docker image it names the folder). Without one, the place must do. */
function isAbout({ path, sha256 }: ScanSummary['general'], asked: PinnedPlace): boolean {
  return asked.sha256 === null ? path === summaryPath(asked) : toSha256(sha256) === asked.sha256;
}

/** Xray puts the name of its binary manager before repository and path. */
export function summaryPath({ place }: PinnedPlace): string {
  return `default/${keyOf(place)}`;
}
