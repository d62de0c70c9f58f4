import { generateKeyPairSync } from 'node:crypto';
import { readSigningKey, type VerificationKey } from '../receipt/index.ts';
import { anchorOf, type Anchor } from './anchor.ts';
import type { Chained } from './chain.ts';
import type { Journal, JournalLine } from './journal.ts';
import { journalOf, logOf, rechained, sealing } from './log.fixture.ts';

export interface Tampered {
  readonly how: string;
  /** Entries of the log, then journals. */
  readonly lines: readonly unknown[];
  readonly anchors: readonly (Anchor | null)[];
  readonly keys: readonly VerificationKey[];
}

type Random = () => number;

/** A log that was told of its journals. */
interface Whole {
  readonly entries: readonly Chained[];
  readonly journals: readonly Journal[];
}

const ours = keyPair();
const theirs = keyPair();

function keyPair(): NonNullable<ReturnType<typeof readSigningKey>> {
  const pair = readSigningKey(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  if (pair === null) throw new Error('a fresh key could not be read');
  return pair;
}

const anchored = (entries: readonly Chained[], key = ours.signing): Anchor => {
  const last = entries.at(-1);
  return anchorOf({ number: last?.number ?? 0, hash: last?.hash ?? '', at: '2026-12-24T00:00:00.000Z' }, key);
};

const fields: readonly ((entry: Chained) => Chained)[] = [
  (entry) => ({ ...entry, at: new Date(Date.parse(entry.at) + 1).toISOString() }),
  (entry) => ({ ...entry, actor: { kind: 'person', name: 'Nobody' } }),
  (entry) => ({ ...entry, actor: entry.actor === null ? 'somebody' : null }),
  (entry) => ({ ...entry, act: `${entry.act}s` }),
  (entry) => ({ ...entry, subject: `${entry.subject} staging` }),
  (entry) => ({ ...entry, outcome: entry.outcome === 'DONE' ? 'REFUSED' : 'DONE' }),
  (entry) => ({ ...entry, because: entry.because === null ? '' : null }),
  (entry) => ({ ...entry, number: entry.number + 1 }),
  (entry) => ({ ...entry, previous: `${entry.previous.startsWith('0') ? '1' : '0'}${entry.previous.slice(1)}` }),
  (entry) => ({ ...entry, hash: `${entry.hash.startsWith('0') ? '1' : '0'}${entry.hash.slice(1)}` }),
];

/** Ways to tamper with the entries of a log that was anchored when it was whole. */
const waysOfEntries: Readonly<Record<string, (entries: readonly Chained[], at: number, random: Random) => readonly unknown[]>> = {
  'a field of an entry is altered': (entries, at, random) => entries.with(at, chosen(fields, random)(entries[at] as Chained)),
  'an entry is altered and hashed anew': (entries, at, random) => entries.with(at, rechained([{ ...chosen(fields.slice(0, 7), random)(entries[at] as Chained) }])[0] as Chained),
  'an entry is taken out': (entries, at) => entries.toSpliced(at, 1),
  'an entry is put in twice': (entries, at) => entries.toSpliced(at, 0, entries[at] as Chained),
  'two entries change places': (entries, at) => (at === 0 ? entries.toReversed() : entries.with(at, entries[at - 1] as Chained).with(at - 1, entries[at] as Chained)),
  'the tail is cut': (entries, at) => entries.slice(0, at),
  'the head is cut': (entries, at) => entries.slice(at + 1),
  'an entry is no entry any more': (entries, at) => entries.with(at, { number: at + 1 } as Chained),
  'an entry is altered and the log written anew from there': (entries, at, random) => rechained(entries.with(at, chosen(fields.slice(1, 7), random)(entries[at] as Chained)), at),
  'an entry is taken out and the log written anew from there': (entries, at) => rechained(entries.toSpliced(at, 1), at),
};

/** The row told the same, as somebody would who may alter it too. */
const rowed = ({ deployment, lines }: Pick<Journal, 'deployment' | 'lines'>): Journal => ({ deployment, lines, length: lines.length, head: lines.at(-1)?.hash ?? '' });
const linesOf = (journal: Journal, lines: readonly JournalLine[]): Journal => ({ ...journal, lines });
const summaries = ({ lines }: Journal): readonly string[] => lines.map(({ said }) => (JSON.parse(said) as unknown[])[6] as string);

/** Ways to tamper with one journal that the log was told of, by itself: at least two lines stand there, and `at` is one of them. */
const waysOfJournals: Readonly<Record<string, (journal: Journal, at: number, random: Random) => readonly Journal[]>> = {
  'a line of a journal is altered': (journal, at) => [linesOf(journal, journal.lines.with(at, { ...journal.lines[at] as JournalLine, said: `${journal.lines[at]?.said ?? ''} ` }))],
  'a line of a journal is altered and hashed anew': (journal, at) => [linesOf(journal, journal.lines.with(at, journalOf(journal.deployment, summaries(journal).with(at, 'never happened')).lines[at] as JournalLine))],
  'a line of a journal is taken out': (journal, at) => [linesOf(journal, journal.lines.toSpliced(at, 1))],
  'a line of a journal is taken out, and its row is told': (journal, at) => [rowed(linesOf(journal, journal.lines.toSpliced(at, 1)))],
  'a line of a journal is put in twice, and its row is told': (journal, at) => [rowed(linesOf(journal, journal.lines.toSpliced(at, 0, journal.lines[at] as JournalLine)))],
  'two lines of a journal change places': (journal, at) => [rowed(linesOf(journal, at === 0 ? journal.lines.toReversed() : journal.lines.with(at, journal.lines[at - 1] as JournalLine).with(at - 1, journal.lines[at] as JournalLine)))],
  'the tail of a journal is cut': (journal, at) => [linesOf(journal, journal.lines.slice(0, at))],
  'the tail of a journal is cut, and its row is told': (journal, at) => [rowed(linesOf(journal, journal.lines.slice(0, at)))],
  'the head of a journal is cut, and its row is told': (journal, at) => [rowed(linesOf(journal, journal.lines.slice(at + 1)))],
  'a journal is written anew, and its row is told': (journal, at) => [journalOf(journal.deployment, summaries(journal).with(at, 'never happened'))],
  'a line is written behind a journal, and its row is not told': (journal) => [linesOf(journal, journalOf(journal.deployment, [...summaries(journal), 'more']).lines)],
  'a journal is taken out': () => [],
  'a journal is put in twice': (journal) => [journal, journal],
  'a journal stands under the name of another deployment': (journal) => [{ ...journal, deployment: 'deployment:another' }],
};

/** Both: the journal and its row as they never were, and the log written anew with a seal that says so. */
const waysOfBoth: Readonly<Record<string, (whole: Whole, at: number, random: Random) => Whole>> = {
  'a journal is cut, its row is told, and the log written anew': ({ entries, journals }, at, random) => resealed(entries, journals.with(at, rowed(linesOf(journals[at] as Journal, (journals[at] as Journal).lines.slice(0, -1 - Math.floor(random() * 2)))))),
  'a journal and what the log was told of it are taken out, and the log written anew': ({ entries, journals }, at) => resealed(entries, journals.toSpliced(at, 1)),
  'what the log was told of a cut journal is taken out of it': ({ entries, journals }, at) => ({
    entries: entries.filter(({ subject }) => subject !== journals[at]?.deployment), journals: journals.with(at, rowed(linesOf(journals[at] as Journal, (journals[at] as Journal).lines.slice(0, -1)))),
  }),
};

function resealed(entries: readonly Chained[], journals: readonly Journal[]): Whole {
  return { entries: sealing(entries.filter(({ act }) => act !== 'sealJournal'), journals), journals };
}

function chosen<T>(from: readonly T[], random: Random): T {
  return from[below(from.length, random)] as T;
}

function below(count: number, random: Random): number {
  return Math.floor(random() * count);
}

function whole(entries: number, random: Random): Whole {
  const journals = Array.from({ length: 1 + below(4, random) }, (_, nth) => journalOf(`deployment:${nth}`, Array.from({ length: 3 + below(20, random) }, (_line, index) => `step ${index}`)));
  return { entries: sealing(logOf(entries), journals), journals };
}

interface Way { readonly how: string; tamper(whole: Whole, random: Random): { readonly entries: readonly unknown[]; readonly journals: readonly unknown[] } }

const ways: readonly Way[] = [
  ...Object.entries(waysOfEntries).map(([how, way]): Way => ({ how, tamper: ({ entries, journals }, random) => ({ entries: way(entries, below(entries.length, random), random), journals }) })),
  ...Object.entries(waysOfJournals).map(([how, way]): Way => ({
    how, tamper: ({ entries, journals }, random) => {
      const at = below(journals.length, random);
      const journal = journals[at] as Journal;
      return { entries, journals: journals.toSpliced(at, 1, ...way(journal, below(journal.lines.length, random), random)) };
    },
  })),
  ...Object.entries(waysOfBoth).map(([how, way]): Way => ({ how, tamper: (log, random) => way(log, below(log.journals.length, random), random) })),
];

/** How many kinds there are: so many tampered logs hold each once. */
export const kinds = ways.length + 1;

/** The nth tampered log; each kind comes again and again, with other logs and other places. */
export function tampered(nth: number, random: Random): Tampered {
  const log = whole(2 + below(40, random), random);
  const way = ways[nth % kinds];
  const anchors = [anchored(log.entries)];
  if (way === undefined) {
    const anew = rechained(log.entries.with(0, { ...(log.entries[0] as Chained), act: 'nothing' }));
    return { how: 'everything is written anew, and anchored with another key', lines: [...anew, ...log.journals], anchors: [anchored(anew, theirs.signing)], keys: [ours.verifying] };
  }
  const { entries, journals } = way.tamper(log, random);
  return { how: way.how, lines: [...entries, ...journals], anchors, keys: [ours.verifying] };
}

/** The same log untouched, which must be found whole. */
export function untouched(random: Random): Tampered {
  const { entries, journals } = whole(below(40, random), random);
  return { how: 'nothing', lines: JSON.parse(JSON.stringify([...entries, ...journals])) as unknown[], anchors: [anchored(entries)], keys: [ours.verifying] };
}
