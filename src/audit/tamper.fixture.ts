import { generateKeyPairSync } from 'node:crypto';
import { readSigningKey, type VerificationKey } from '../receipt/index.ts';
import { anchorOf, type Anchor } from './anchor.ts';
import type { Chained } from './chain.ts';
import { logOf, rechained } from './log.fixture.ts';

export interface Tampered {
  readonly how: string;
  readonly entries: readonly unknown[];
  readonly anchors: readonly (Anchor | null)[];
  readonly keys: readonly VerificationKey[];
}

type Random = () => number;

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
  (entry) => ({ ...entry, actor: null }),
  (entry) => ({ ...entry, act: `${entry.act}s` }),
  (entry) => ({ ...entry, subject: entry.subject.replace('production', 'staging') }),
  (entry) => ({ ...entry, outcome: entry.outcome === 'DONE' ? 'REFUSED' : 'DONE' }),
  (entry) => ({ ...entry, because: entry.because === null ? '' : null }),
  (entry) => ({ ...entry, number: entry.number + 1 }),
  (entry) => ({ ...entry, previous: `${entry.previous.startsWith('0') ? '1' : '0'}${entry.previous.slice(1)}` }),
  (entry) => ({ ...entry, hash: `${entry.hash.startsWith('0') ? '1' : '0'}${entry.hash.slice(1)}` }),
];

/** Ways to tamper with a log that was anchored when it was whole; each answers entries, or nothing where it would change nothing. */
const ways: Readonly<Record<string, (entries: readonly Chained[], at: number, random: Random) => readonly unknown[]>> = {
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

function chosen<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** The nth tampered log; each kind comes again and again, with other logs and other places. */
export function tampered(nth: number, random: Random): Tampered {
  const entries = logOf(2 + Math.floor(random() * 40));
  const kinds = Object.entries(ways);
  const [how, way] = kinds[nth % (kinds.length + 1)] ?? ['everything is written anew, and anchored with another key', null];
  if (way === null) {
    const anew = rechained(entries.with(0, { ...(entries[0] as Chained), act: 'nothing' }));
    return { how, entries: anew, anchors: [anchored(anew, theirs.signing)], keys: [ours.verifying] };
  }
  return { how, entries: way(entries, Math.floor(random() * entries.length), random), anchors: [anchored(entries)], keys: [ours.verifying] };
}

/** The same log untouched, which must be found whole. */
export function untouched(random: Random): Tampered {
  const entries = logOf(Math.floor(random() * 40));
  return { how: 'nothing', entries: JSON.parse(JSON.stringify(entries)) as unknown[], anchors: [anchored(entries)], keys: [ours.verifying] };
}
