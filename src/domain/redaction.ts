import { UserMistake } from './error.ts';
import type { GateVerdict, Readiness } from './readiness.ts';
import { readReference, recordKinds, type RecordKind } from './reference.ts';
import { extentOfName, isRecordHidden, type Hidden } from './restriction.ts';
import type { SourceProblem, SourceRecord } from './source.ts';

/** What is said instead of words that speak, or could speak, of a record which whoever reads may not see. */
export const restsOnHidden = 'It rests on records that your roles may not see.';

/** How somebody looks at names of records. */
export interface Seeing {
  /** What they may not see. */
  readonly hidden: readonly Hidden[];
  /** Whether the record of this reference or identity may be seen, where only some classifications are hidden. */
  readonly isVisible: (name: string) => Promise<boolean>;
}

/** How somebody looks at words about records. */
export interface Outlook extends Seeing {
  /** The kinds of record that a gate reads; undefined for a gate that nobody knows, which may read any. */
  readonly readsOf: (gate: string) => readonly RecordKind[] | undefined;
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
  const said = namesIn([verdict.because, verdict.expected, verdict.actual, verdict.remedy]);
  const visible = await visibleAmong([...verdict.evidence.flatMap(({ recordId, source }) => [recordId ?? source.reference, source.reference]), ...verdict.restsOn.flatMap(namesIn), ...said], outlook);
  const evidence = verdict.evidence.filter(({ recordId, source }) => visible(recordId ?? source.reference) && visible(source.reference));
  const restsOn = verdict.restsOn.filter((one) => namesIn(one).every(visible));
  const isWhole = said.every(visible) && evidence.length === verdict.evidence.length && restsOn.length === verdict.restsOn.length;
  if (isWhole && !readsHiddenKind(verdict.gate, outlook)) return verdict;
  return { ...verdict, because: restsOnHidden, expected: null, actual: null, remedy: null, remedyUrl: null, evidence, restsOn, responsible: [] };
}

/** Whether the words of a gate may speak of a kind that is hidden whole, even where no record is named: "there are three". */
function readsHiddenKind(gate: string, { hidden, readsOf }: Outlook): boolean {
  const reads = readsOf(gate);
  return hidden.some(({ kind, classifications }) => classifications === null && (reads?.includes(kind) ?? true));
}

/** Which of the names may be seen: by kind at once, else each is looked for once. */
export async function visibleAmong(names: readonly string[], { hidden, isVisible }: Seeing): Promise<(name: string) => boolean> {
  const seen = new Map(await Promise.all([...new Set(names)].map(async (name) => {
    const extent = extentOfName(hidden, name);
    return [name, extent === 'SOME' ? await isVisible(name) : extent === 'NOTHING'] as const;
  })));
  return (name) => seen.get(name) ?? true;
}

const reference = new RegExp(`(?<![\\w:-])[a-z][a-z0-9-]*:(?:${recordKinds.join('|')}):[^\\s"',;()<>]+`, 'g');

/** References and identities that plain data holds: a text that is one, or those that stand within it, up to a blank and without the end of a sentence. */
export function namesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return !/\s/.test(value) && readReference(value) !== null ? [value] : (value.match(reference) ?? []).map((name) => name.replace(/[.:!?]+$/, ''));
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => [...namesIn(key), ...namesIn(one)]) : [];
}

/**
 * What stood in the way of an act, as who acts may be told it: whatever record it speaks of beside those that they named
 * themselves is one that they may see, or the words are kept back. What went wrong, and where in the input, is for everybody.
 */
export async function redactedMistake(mistake: UserMistake, input: unknown, seeing: Seeing): Promise<UserMistake> {
  const typed = new Set(namesIn(input));
  const names = [...mistake.about, ...namesIn(mistake.message)].filter((name) => !typed.has(name));
  return names.every(await visibleAmong(names, seeing)) ? mistake : new UserMistake(mistake.code, `${restsOnHidden} Ask somebody who may.`, mistake.path);
}

/** As redactedMistake, for what a tool is said to have failed at. */
export async function redactedProblem(problem: SourceProblem, seeing: Seeing): Promise<SourceProblem> {
  const names = namesIn(problem.message);
  return names.every(await visibleAmong(names, seeing)) ? problem : { ...problem, message: restsOnHidden };
}

/** Whether plain data holds a hidden record, or names one. */
export async function holdsHidden(value: unknown, { hidden, isVisible }: Seeing): Promise<boolean> {
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
