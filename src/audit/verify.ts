import type { VerificationKey } from '../receipt/index.ts';
import { isGenuine, type Anchor } from './anchor.ts';
import { chained, genesis, type Chained } from './chain.ts';
import { isJournal, journalProblem, readSeal, sealProblem, type Journal, type Seal } from './journal.ts';

/** What a log turned out to be. */
export interface Found {
  readonly entries: number;
  readonly head: string;
  /** Deployments whose journals were there. */
  readonly journals: number;
  readonly anchors: number;
  /** What is wrong, in sentences; none when it is whole. */
  readonly problems: readonly string[];
}

export interface Witness {
  /** As readAnchors reads them; none: a cut tail cannot be seen. */
  readonly anchors?: readonly (Anchor | null)[];
  /** Who must have signed the anchors; left out, nobody. */
  readonly keys?: readonly VerificationKey[];
}

/**
 * Checks a log from its first entry to its last, the journals of deployments that stand among its entries, by themselves and
 * by what the log was told of them, and all of it by what was anchored.
 */
export function verifyLog(lines: Iterable<unknown>, { anchors = [], keys }: Witness = {}): Found {
  const problems: string[] = [];
  const hashes = new Map<number, string>();
  const journals = new Map<string, Journal>();
  const seals: Seal[] = [];
  let previous = genesis;
  let last = 0;
  for (const line of lines) {
    if (isJournal(line)) {
      if (journals.has(line.deployment)) problems.push(`the journal of ${line.deployment} is there twice`);
      journals.set(line.deployment, line);
      problems.push(...[journalProblem(line)].filter((problem) => problem !== null));
      continue;
    }
    const problem = isEntry(line) ? problemOf(line, last, previous) : `what follows entry ${last} is no entry of an audit log, and no journal`;
    if (problem !== null) problems.push(problem);
    if (!isEntry(line)) continue;
    const seal = readSeal(line);
    if (seal !== null) seals.push(seal);
    hashes.set(line.number, line.hash);
    [previous, last] = [line.hash, line.number];
  }
  problems.push(...seals.map((seal) => sealProblem(seal, journals)).filter((problem) => problem !== null));
  anchors.forEach((anchor, index) => problems.push(...anchorProblems(anchor, index, hashes, keys)));
  return { entries: hashes.size, head: previous, journals: journals.size, anchors: anchors.length, problems };
}

function problemOf(entry: Chained, last: number, previous: string): string | null {
  if (entry.number !== last + 1) return `entry ${entry.number} follows entry ${last}: entries were taken out, put in or moved`;
  if (entry.previous !== previous) return `entry ${entry.number} does not hang on the entry before it: one of the two is not what was written`;
  return chained(entry, previous).hash === entry.hash ? null : `entry ${entry.number} was altered after it was written`;
}

function anchorProblems(anchor: Anchor | null, index: number, hashes: ReadonlyMap<number, string>, keys: readonly VerificationKey[] | undefined): readonly string[] {
  if (anchor === null) return [`line ${index + 1} of the anchors is none`];
  if (keys !== undefined && !isGenuine(anchor, keys)) return [`the anchor of ${anchor.at} is not signed with a key that is trusted here`];
  if (anchor.number === 0) return [];
  const found = hashes.get(anchor.number);
  if (found === undefined) return [`entry ${anchor.number} was there at ${anchor.at}, as its anchor says, and is there no more: the log was cut`];
  return found === anchor.hash ? [] : [`entry ${anchor.number} was another at ${anchor.at}, as its anchor says: the log was written anew`];
}

function isEntry(value: unknown): value is Chained {
  const entry = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Chained, unknown>>;
  return Number.isInteger(entry.number) && ['at', 'act', 'subject', 'outcome', 'previous', 'hash'].every((key) => typeof entry[key as keyof Chained] === 'string') && (entry.because === null || typeof entry.because === 'string') && entry.actor !== undefined;
}
