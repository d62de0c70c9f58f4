import type { Evidence } from '../../../domain/readiness.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Facts } from '../../facts.ts';
import { finding, type Finding } from '../../finding.ts';

/** The ways in which two sources may speak differently of one thing. */
export const contradictionKinds = [
  'VERSION_IN_THE_TEXT', 'DIGEST_IN_THE_LIBRARY', 'SERVICE', 'CONFIGURATION_ITEM', 'ENVIRONMENT', 'WINDOW', 'REQUESTER_APPROVED', 'OWNER_LEFT', 'PLANNED_VERSION', 'BUILD', 'RUNNING_VERSION', 'BACKOUT_PLAN',
] as const;
export type ContradictionKind = (typeof contradictionKinds)[number];

/** What one rule of this gate looks at, and which contradiction its FAIL is; null for what no two sources say. */
export interface Rule {
  readonly kind: ContradictionKind | null;
  readonly look: (facts: Facts) => readonly Finding[];
}

interface Told extends Pick<Finding, 'actual' | 'restsOn' | 'remedy'>, Partial<Pick<Finding, 'remedyUrl' | 'responsible'>> {
  /** The sentence without its full stop. */
  readonly because: string;
  /** Both sides, each with where it stands, what it says, and when it was read. */
  readonly between: readonly [Evidence, Evidence];
}

/** Two sources that contradict each other: the sentence ends with what each of them says, and when it was read. */
export function contradiction({ because, between, ...told }: Told): Finding {
  return finding('FAIL', { ...told, because: `${because} (${between.map(saying).join('; ')}).`, evidence: between });
}

function saying({ source, label, field, value }: Evidence): string {
  return `${source.connection} says ${JSON.stringify(shortened(value ?? 'nothing'))} in ${field ?? 'its record'} of ${label}, read ${source.fetchedAt}`;
}

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 117)}...`;
}

/** What Muster's own record of the release says; it is read when it is judged. */
export function saidByRelease({ release, judgedAt }: Facts, field: string, value: string): Evidence {
  return saidByMuster(release.key, judgedAt, release.key, field, value);
}

/** What configuration declares of the release's service. */
export function saidByConfiguration({ release, judgedAt }: Facts, field: string, value: string): Evidence {
  return saidByMuster(release.serviceKey, judgedAt, `service ${release.serviceKey}`, field, value);
}

function saidByMuster(key: string, fetchedAt: string, label: string, field: string, value: string): Evidence {
  const source = { reference: formatReference('muster', 'version', key), system: 'MUSTER', connection: 'muster', key, url: null, fetchedAt, isStale: false, problem: null };
  return { source, recordId: null, field, label, value, url: null };
}
