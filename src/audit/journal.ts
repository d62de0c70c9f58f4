import { createHash } from 'node:crypto';
import { genesis, type AuditRecord } from './chain.ts';

/** One line of a deployment's journal. */
export interface JournalLine {
  /** As it is hashed: a JSON list that begins with the hash of the line before it (null: none), the deployment and the line's number. */
  readonly said: string;
  /** SHA-256 of that text, in hexadecimal digits. */
  readonly hash: string;
}

/** The journal of one deployment, and what the deployment's own row says of it. */
export interface Journal {
  readonly deployment: string;
  readonly length: number;
  /** The hash of its last line. */
  readonly head: string;
  /** The first one first. */
  readonly lines: readonly JournalLine[];
}

/** How far a journal had come when the log was told of it. */
export interface Seal {
  readonly deployment: string;
  readonly length: number;
  readonly head: string;
}

const act = 'sealJournal';
const sealed = /^line (\d{1,9}) has hash ([0-9a-f]{64})$/;

/** The entry by which the hub itself tells the audit log how far a journal has come: whatever holds the log then holds the journal too. */
export function sealOf({ deployment, length, head }: Seal): Pick<AuditRecord, 'actor' | 'act' | 'subject'> & { readonly outcome: 'DONE'; readonly because: string } {
  return { actor: null, act, subject: deployment, outcome: 'DONE', because: `line ${length} has hash ${head}` };
}

/** Null: the entry says something else. */
export function readSeal({ actor, act: done, subject, because }: Pick<AuditRecord, 'actor' | 'act' | 'subject' | 'because'>): Seal | null {
  const [, length, head] = (actor === null && done === act ? sealed.exec(because ?? '') : null) ?? [];
  return length === undefined || head === undefined ? null : { deployment: subject, length: Number(length), head };
}

export function isJournal(value: unknown): value is Journal {
  const { deployment, length, head, lines } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Journal, unknown>>;
  return typeof deployment === 'string' && Number.isInteger(length) && typeof head === 'string' && Array.isArray(lines) && lines.every(isLine);
}

function isLine(value: unknown): value is JournalLine {
  const { said, hash } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof JournalLine, unknown>>;
  return typeof said === 'string' && typeof hash === 'string';
}

/** The first thing that is wrong with a journal, as a sentence; null when it hangs together and is what its row says. */
export function journalProblem({ deployment, length, head, lines }: Journal): string | null {
  const where = (number: number): string => `line ${number} of the journal of ${deployment}`;
  for (const [index, { said, hash }] of lines.entries()) {
    const [previous, of, number] = listIn(said);
    if (createHash('sha256').update(said).digest('hex') !== hash) return `${where(index + 1)} was altered after it was written`;
    if (of !== deployment || number !== index + 1) return `${where(index + 1)} is missing: another line stands in its place`;
    if (previous !== (lines[index - 1]?.hash ?? null)) return `${where(index + 1)} does not hang on the line before it: one of the two is not what was written`;
  }
  if (lines.length < length) return `${where(lines.length + 1)} is missing: its deployment has ${length}`;
  if (lines.length > length) return `${where(length + 1)} was added: its deployment has ${length}`;
  return head === (lines.at(-1)?.hash ?? genesis) ? null : `${where(lines.length)} is not the one that its deployment knows as the last`;
}

/** What is wrong with a journal by what the log was told of it; `journals` by the deployment. */
export function sealProblem({ deployment, length, head }: Seal, journals: ReadonlyMap<string, Journal>): string | null {
  const line = journals.get(deployment)?.lines[length - 1];
  if (line === undefined) return `line ${length} of the journal of ${deployment} was there, as the log says, and is there no more: the journal was cut`;
  return line.hash === head ? null : `line ${length} of the journal of ${deployment} was another, as the log says: the journal was written anew`;
}

function listIn(text: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
