import { UserMistake } from '../domain/error.ts';
import { judgementPurposes } from '../domain/readiness.ts';
import { askedNames, type AskedFacts } from './asked-facts.ts';
import { unknown } from './fact.ts';
import type { Facts } from './facts.ts';

/** Says what the text is, and how it is to be read. Grows when facts are written in another way. */
const format = 'muster-facts-1';

type Kind = 'text' | 'purpose' | 'record' | 'list' | 'record or null';

/** Every part of the facts, so that a saved file that lacks one is refused instead of judged by half. */
const parts: Readonly<Record<keyof Facts, Kind>> = {
  judgedAt: 'text', release: 'record', environment: 'record', purpose: 'purpose', policy: 'record', service: 'record or null', otherServices: 'list',
  changes: 'list', workItems: 'list', artifacts: 'list', items: 'list', target: 'record or null', plan: 'record or null',
  stakeholders: 'list', gaps: 'list', asked: 'record', waivers: 'record',
};

/**
 * Facts as JSON text from which readFacts makes the very same facts, the order of every object's keys included: what was
 * judged once can be judged again, byte for byte. Throws a TypeError for what JSON would change in silence, e.g. a Date or NaN.
 */
export function writeFacts(facts: Facts): string {
  checkPlain(facts, 'facts');
  return JSON.stringify({ format, facts });
}

/** What writeFacts wrote; throws UserMistake INVALID, naming the part, for a text that is none. */
export function readFacts(text: string): Facts {
  return factsOf(parsed(text));
}

/** The same of JSON that is parsed already. */
export function factsOf(saved: unknown): Facts {
  if (!isRecord(saved) || saved['format'] !== format) throw wrong(`it is not of the format ${format}`);
  if (!isRecord(saved['facts'])) throw wrong('it holds no facts');
  // Facts that were saved before back-outs were judged say no purpose.
  const facts: Readonly<Record<string, unknown>> = 'purpose' in saved['facts'] ? saved['facts'] : { ...saved['facts'], purpose: 'RELEASE' };
  const lacking = Object.entries(parts).find(([part, kind]) => !isOf(kind, facts[part]));
  if (lacking) throw wrong(`its "${lacking[0]}" is not a ${lacking[1]}`);
  const read = facts as unknown as Facts;
  return { ...read, asked: whole(read) };
}

/** What nothing asked for yet when the facts were saved is unknown, and not missing. */
function whole({ asked, judgedAt }: Facts): AskedFacts {
  const lacking = askedNames.filter((name) => !(name in asked));
  const problem = { code: 'UNEXPECTED_ANSWER', message: 'nothing asked for it yet when these facts were saved', sinceAt: judgedAt, retryAt: null } as const;
  return { ...asked, ...Object.fromEntries(lacking.map((name) => [name, unknown(problem)])) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('it is not JSON');
  }
}

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'text': return typeof value === 'string';
    case 'purpose': return judgementPurposes.some((purpose) => purpose === value);
    case 'list': return Array.isArray(value);
    case 'record': return isRecord(value);
    case 'record or null': return value === null || isRecord(value);
  }
}

/** JSON writes a Date as text, NaN as null and a Map as nothing: such facts would read otherwise than they were judged. */
function checkPlain(value: unknown, place: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return;
  if (Array.isArray(value)) value.forEach((one: unknown, index) => { checkPlain(one, `${place}[${index}]`); });
  else if (isRecord(value)) for (const [key, one] of Object.entries(value)) { if (one !== undefined) checkPlain(one, `${place}.${key}`); }
  else throw new TypeError(`${place} is no plain data, so facts cannot be kept: a gatherer must turn it into text, numbers, lists and records.`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function wrong(why: string): UserMistake {
  return new UserMistake('INVALID', `These are no facts that Muster saved: ${why}. Save them anew with muster readiness KEY --env E --save-facts FILE.`, ['facts']);
}
