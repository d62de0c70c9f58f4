import type { GateVerdict, Readiness } from './readiness.ts';
import { readReference, recordKinds, type RecordKind } from './reference.ts';
import { extentOfName, isRecordHidden, type Hidden } from './restriction.ts';
import type { SourceRecord } from './source.ts';

/** What is said instead of words that speak, or could speak, of a record which whoever reads may not see. */
export const restsOnHidden = 'It rests on records that your roles may not see.';

/** How somebody looks at words about records. */
export interface Outlook {
  /** What they may not see. */
  readonly hidden: readonly Hidden[];
  /** The kinds of record that a gate reads; undefined for a gate that nobody knows, which may read any. */
  readonly readsOf: (gate: string) => readonly RecordKind[] | undefined;
  /** Whether the record of this reference or identity may be seen, where only some classifications are hidden. */
  readonly isVisible: (name: string) => Promise<boolean>;
}

/**
 * The judgement as somebody may be told it: outcomes are for everybody; a verdict that names a hidden record, or is of a gate that
 * reads a kind which is hidden whole, keeps its outcome and loses its words. The very judgement where there is nothing to take away.
 */
export async function redactedReadiness(readiness: Readiness, outlook: Outlook): Promise<Readiness> {
  if (outlook.hidden.length === 0) return readiness;
  return { ...readiness, verdicts: await Promise.all(readiness.verdicts.map((verdict) => redactedVerdict(verdict, outlook))) };
}

export async function redactedVerdict(verdict: GateVerdict, outlook: Outlook): Promise<GateVerdict> {
  const visible = await visibleAmong([...verdict.evidence.flatMap(({ recordId, source }) => [recordId ?? source.reference, source.reference]), ...verdict.restsOn.flatMap(namesIn)], outlook);
  const evidence = verdict.evidence.filter(({ recordId, source }) => visible(recordId ?? source.reference) && visible(source.reference));
  const restsOn = verdict.restsOn.filter((one) => namesIn(one).every(visible));
  const isWhole = evidence.length === verdict.evidence.length && restsOn.length === verdict.restsOn.length;
  if (isWhole && !readsHiddenKind(verdict.gate, outlook)) return verdict;
  return { ...verdict, because: restsOnHidden, expected: null, actual: null, remedy: null, remedyUrl: null, evidence, restsOn, responsible: [] };
}

/** Whether the words of a gate may speak of a kind that is hidden whole, even where no record is named: "there are three". */
function readsHiddenKind(gate: string, { hidden, readsOf }: Outlook): boolean {
  const reads = readsOf(gate);
  return hidden.some(({ kind, classifications }) => classifications === null && (reads?.includes(kind) ?? true));
}

/** Which of the names may be seen: by kind at once, else each is looked for once. */
export async function visibleAmong(names: readonly string[], { hidden, isVisible }: Pick<Outlook, 'hidden' | 'isVisible'>): Promise<(name: string) => boolean> {
  const seen = new Map(await Promise.all([...new Set(names)].map(async (name) => {
    const extent = extentOfName(hidden, name);
    return [name, extent === 'SOME' ? await isVisible(name) : extent === 'NOTHING'] as const;
  })));
  return (name) => seen.get(name) ?? true;
}

const reference = new RegExp(`(?<![\\w:-])[a-z][a-z0-9-]*:(?:${recordKinds.join('|')}):[^\\s"',;()<>]+`, 'g');

/** References and identities that plain data holds: a text that is one, or those that stand within it, up to a blank. */
export function namesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [...(!/\s/.test(value) && readReference(value) !== null ? [value] : value.match(reference) ?? [])];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => [...namesIn(key), ...namesIn(one)]) : [];
}

/** Whether plain data holds a hidden record, or names one. */
export async function holdsHidden(value: unknown, { hidden, isVisible }: Pick<Outlook, 'hidden' | 'isVisible'>): Promise<boolean> {
  if (hidden.length === 0) return false;
  if (recordsIn(value).some((record) => isRecordHidden(hidden, record))) return true;
  const names = [...new Set(namesIn(value))];
  const visible = await visibleAmong(names, { hidden, isVisible });
  return !names.every(visible);
}

function recordsIn(value: unknown): readonly SourceRecord[] {
  if (Array.isArray(value)) return value.flatMap(recordsIn);
  if (typeof value !== 'object' || value === null) return [];
  const within = Object.values(value).flatMap(recordsIn);
  return 'kind' in value && 'source' in value && 'id' in value && typeof value.source === 'object' && value.source !== null && 'connection' in value.source ? [value as SourceRecord, ...within] : within;
}
