import fc from 'fast-check';
import type { Envelope } from './envelope.ts';
import { readEnvelope } from './envelope.ts';
import { keyPair, receiptOf, type KeyPair } from './receipt.fixture.ts';
import { extension } from './statement.ts';
import { isExpired, signReceipt, verifyReceipt } from './verify.ts';

/** An envelope that was tampered with, the keys it is checked with, and when. */
interface Attempt {
  readonly text: string;
  readonly keys: readonly KeyPair[];
  readonly at: Date;
}
interface Genuine {
  readonly envelope: Envelope;
  readonly ours: KeyPair;
  readonly theirs: KeyPair;
}
type Mutation = (genuine: Genuine, pick: { readonly index: number; readonly text: string; readonly bit: number }) => Attempt;

const inTime = new Date('2026-11-23T12:10:00.000Z');
const attempt = (envelope: unknown, { ours }: Genuine, given: Partial<Attempt> = {}): Attempt => ({ text: JSON.stringify(envelope), keys: [ours], at: inTime, ...given });
const first = ({ signatures: [one] }: Envelope): Envelope['signatures'][0] => one;
const signed = (genuine: Genuine, given: object): object => ({ ...genuine.envelope, signatures: [{ ...first(genuine.envelope), ...given }] });

function flipped(base64: string, index: number, bit: number): string {
  const bytes = Buffer.from(base64, 'base64');
  const at = index % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit % 8);
  return bytes.toString('base64');
}

/** Puts `character` in place of one of a text. */
const replaced = (text: string, index: number, character: string): string => {
  const at = index % text.length;
  return `${text.slice(0, at)}${character}${text.slice(at + 1)}`;
};

/** The last character before the padding with its unused bits set: other text, the same bytes. */
function unusedBits(base64: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return base64.replace(/(.)(=+)$/, (_all, last: string, padding: string) => `${alphabet[alphabet.indexOf(last) + 1] ?? 'A'}${padding}`);
}

/** The payload with one field of the statement changed, unsigned or signed by somebody else. */
function restated({ envelope }: Genuine, change: (statement: Statement) => void): string {
  const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as Statement;
  change(statement);
  return Buffer.from(JSON.stringify(statement)).toString('base64');
}
interface Statement { subject: { name: string; digest: { sha256: string } }[]; predicate: Record<string, unknown> & { [extension]: Record<string, unknown> } }

/** Each way a receipt can be tampered with, so that nothing of what it says or who said it is left as it was signed. */
const mutations: Readonly<Record<string, Mutation>> = {
  'a bit of the payload': (genuine, { index, bit }) => attempt({ ...genuine.envelope, payload: flipped(genuine.envelope.payload, index, bit) }, genuine),
  'a bit of the signature': (genuine, { index, bit }) => attempt(signed(genuine, { sig: flipped(first(genuine.envelope).sig, index, bit) }), genuine),
  'a character of the payload type': (genuine, { index, text }) => attempt({ ...genuine.envelope, payloadType: replaced(genuine.envelope.payloadType, index, text === '' ? '*' : `*${text}`) }, genuine),
  'another payload type': (genuine, { text }) => attempt({ ...genuine.envelope, payloadType: text }, genuine),
  'a character of the key id': (genuine, { index }) => attempt(signed(genuine, { keyid: replaced(first(genuine.envelope).keyid, index, '*') }), genuine),
  'no key id': (genuine) => attempt(signed(genuine, { keyid: '' }), genuine),
  'checked with another key': (genuine) => attempt(genuine.envelope, genuine, { keys: [genuine.theirs] }),
  'signed with another key': (genuine) => attempt(signReceipt(receiptOf(), genuine.theirs.signing), genuine),
  'signed with another key under our id': (genuine) => attempt(signed({ ...genuine, envelope: signReceipt(receiptOf(), genuine.theirs.signing) }, { keyid: genuine.ours.signing.id }), genuine),
  'a later expiry': (genuine, { index }) => attempt({ ...genuine.envelope, payload: restated(genuine, ({ predicate }) => { predicate[extension]['expiresAt'] = new Date(inTime.getTime() + 1 + index * 60_000).toISOString(); }) }, genuine),
  'past its expiry': (genuine, { index }) => attempt(genuine.envelope, genuine, { at: new Date(Date.parse(receiptOf().expiresAt) + index) }),
  'another environment': (genuine, { text }) => attempt({ ...genuine.envelope, payload: restated(genuine, ({ predicate }) => { predicate[extension]['environment'] = `${text}!`; }) }, genuine),
  'another subject': (genuine, { index }) => attempt({ ...genuine.envelope, payload: restated(genuine, ({ subject: [one] }) => { if (one) one.digest.sha256 = index.toString(16).padStart(64, '0'); }) }, genuine),
  'unused bits of the signature': (genuine) => attempt(signed(genuine, { sig: unusedBits(first(genuine.envelope).sig) }), genuine),
  'a signature without its padding': (genuine) => attempt(signed(genuine, { sig: first(genuine.envelope).sig.replace(/=+$/, '') }), genuine),
  'a line break in the payload': (genuine, { index }) => attempt({ ...genuine.envelope, payload: replaced(genuine.envelope.payload, index, `${genuine.envelope.payload[index % genuine.envelope.payload.length] ?? ''}\n`) }, genuine),
  'an empty signature': (genuine) => attempt(signed(genuine, { sig: '' }), genuine),
  'no signature': (genuine) => attempt({ ...genuine.envelope, signatures: [] }, genuine),
  'a second signature': (genuine) => attempt({ ...genuine.envelope, signatures: [first(genuine.envelope), first(genuine.envelope)] }, genuine),
  'a field that nobody signed': (genuine, { text }) => attempt({ ...genuine.envelope, [`x${text}`]: text }, genuine),
  'a field said twice': ({ envelope, ...genuine }, { text }) => attempt(envelope, { envelope, ...genuine }, { text: `{"payload":${JSON.stringify(text)},${JSON.stringify(envelope).slice(1)}` }),
};

export interface MutationCount {
  readonly tried: number;
  readonly accepted: number;
  /** What was accepted, by the name of the mutation. */
  readonly acceptedBy: readonly string[];
}

/**
 * Tampers with a genuine receipt `runs` times, in every way in turn, and counts what would still be taken for ours and valid
 * then. For the suite and the campaign of readiness (`receiptsAccepted`).
 */
export function mutateReceipts({ runs, seed }: { readonly runs: number; readonly seed: number }): MutationCount {
  const [ours, theirs] = [keyPair(), keyPair()];
  const genuine = { envelope: signReceipt(receiptOf(), ours.signing), ours, theirs };
  const names = Object.keys(mutations);
  const picks = fc.sample(fc.record({ index: fc.nat(1_000_000), bit: fc.nat(7), text: fc.string() }), { numRuns: runs, seed });
  const acceptedBy = picks.flatMap((pick, nth) => {
    const name = names[nth % names.length] ?? '';
    const tampered = mutations[name]?.(genuine, pick);
    return tampered !== undefined && isAccepted(tampered) ? [name] : [];
  });
  return { tried: picks.length, accepted: acceptedBy.length, acceptedBy };
}

function isAccepted({ text, keys, at }: Attempt): boolean {
  const verified = verifyReceipt(readEnvelope(text), keys.map(({ verifying }) => verifying));
  return 'receipt' in verified && !isExpired(verified.receipt, at);
}
