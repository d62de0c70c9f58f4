import { deflateSync, gzipSync } from 'node:zlib';
import type { Fault, Station } from './fault.ts';
import { allStations, stations } from './stations.ts';
import type { Delivery, Told } from './relay.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };
const html = { 'content-type': 'text/html; charset=utf-8' };
const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form><input name="user"></form></body></html>';
const error = (status: number): string => JSON.stringify({ error: { message: 'Not this time', detail: null }, status: 'failure', errorMessages: ['Not this time'], errors: [{ status, message: 'Not this time' }] });

const ofTool = (tool: Station['tool']): readonly Station[] => allStations.filter((one) => one.tool === tool);

const but = (...left: readonly Station[]): readonly Station[] => allStations.filter((one) => !left.includes(one));

const fault = (name: string, distort: Fault['distort'], { plays = [], at = allStations }: { readonly plays?: readonly string[]; readonly at?: readonly Station[] } = {}): Fault => ({ name, plays, stations: at, distort });
const text = (told: Told, status: number, body: string, headers: Record<string, string> = json): Delivery => ({ ...told, status, headers, bytes: Buffer.from(body) });
const oneOf = <T>(list: readonly T[], chance: number): T => list[chance % list.length] as T;
const within = (length: number, chance: number): number => (length < 2 ? 0 : 1 + (chance % (length - 1)));

/** A status other than 200, whatever stands below it: an error, a page, nothing, or the honest body. */
const statuses: readonly Fault[] = [
  [400, 'Formats it does not speak are 406, 415 and 400'], [401, 'Wrong credentials are the measured 401 and never an empty list'], [403, 'A hidden column in a query may be 403'],
  [404, '404 is also what access rules answer'], [404, 'what may not be seen is a 404'], [404, '404 and 403 interchange to hide existence'], [406, 'Formats it does not speak are 406, 415 and 400'],
  [408, '408 and 429 come without a word of when to come back'], [410, 'the old search is gone (410)'], [414, 'A URL of more than 8 KB is refused; lists are cut into several questions, so that tinyurl is not needed'],
  [429, '429 comes with Retry-After and headers by the hour; without a rule there are none'], [429, 'Three queries at a time; the next is 429 after waiting'],
  [500, 'each layer words its refusals in its own way'], [502, ''], [503, 'a 503 may say when to come again'], [504, ''], [201, ''], [204, ''], [206, ''], [304, ''],
].map(([status, trap]) => fault(`status ${status}${trap === '' ? '' : ` (${trap})`}`, (told, chance) => {
  const bodies = [error(Number(status)), page, '', told.bytes.toString('utf8')];
  // An answer without content may not carry any, and what is right under a 2xx is no fault.
  const body = [204, 304].includes(Number(status)) ? '' : oneOf(Number(status) < 300 ? bodies.slice(0, 3) : bodies, chance);
  return text(told, Number(status), body, body === page ? html : json);
}, { plays: trap === '' ? [] : [String(trap)] }));

/** What is said of when to come again is heeded by the hub, so that each of these moments is near. */
const throttled: readonly Fault[] = [
  fault('429 with a date in Retry-After', (told) => ({ ...text(told, 429, error(429)), headers: { ...json, 'retry-after': new Date(Date.now()).toUTCString() } })),
  fault('429 with Jira\'s reset by the minute', (told) => ({ ...text(told, 429, error(429)), headers: { ...json, 'x-ratelimit-reset': `${new Date().toISOString().slice(0, 16)}Z`, 'ratelimit-reason': 'jira-quota-global-based' } }),
    { plays: ['a limit says its reason and, to the minute, an ISO moment instead of an epoch, and not always Retry-After'], at: ofTool('jira') }),
  fault('429 with retry-after: 0, for ever', (told) => ({ ...text(told, 429, error(429)), headers: { ...json, 'retry-after': '0' } }), { plays: ['retry-after: 0 stands on every answer'] }),
];

const elsewhere: readonly Fault[] = [301, 302, 303, 307, 308].map((status) => fault(`redirect ${status} to a sign-in page`, (told) => ({ ...text(told, status, '', html), headers: { location: '/login.do' } })));

/** 200, and yet not what was asked for. */
const words: readonly Fault[] = [
  fault('a page with 200', (told) => text(told, 200, page, html), { plays: ['A hibernating instance or a gateway answers 200 text/html'] }),
  fault('a page that calls itself JSON', (told) => text(told, 200, page)),
  fault('JSON that calls itself a page', (told) => ({ ...told, headers: { ...told.headers, ...html } })),
  fault('an error inside 200', (told) => text(told, 200, error(403)), { plays: ['OneModel tells mistakes inside a 200'] }),
  fault('rows and an error in one 200', (told) => withError(told), { plays: ['A transaction cut after 60 s leaves rows and an error in one 200'], at: ofTool('servicenow') }),
  fault('JSON that ends early', (told, chance) => ({ ...told, bytes: told.bytes.subarray(0, within(told.bytes.length, chance)) }), { plays: ['Or JSON that is cut: the page must shrink'] }),
  fault('no body at all', (told) => text(told, 200, '')),
  fault('another kind of value', (told, chance) => text(told, 200, oneOf(['null', '[]', '0', 'true', '"result"', '[null]', '[[]]'], chance))),
  fault('an empty object', (told) => text(told, 200, '{}'), { at: but(stations.scanSummary) }),
  fault('two answers in one', (told) => ({ ...told, bytes: Buffer.concat([told.bytes, told.bytes]) })),
  fault('words behind the answer', (told) => ({ ...told, bytes: Buffer.concat([told.bytes, Buffer.from('\n<!-- served by node 7 -->')]) })),
  fault('another encoding', (told) => ({ ...told, headers: { ...told.headers, 'content-type': 'application/json; charset=utf-16le' }, bytes: Buffer.from(told.bytes.toString('utf8'), 'utf16le') })),
  fault('bytes that are no text', (told, chance) => ({ ...told, bytes: Buffer.concat([told.bytes.subarray(0, within(told.bytes.length, chance)), Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0x00]), told.bytes.subarray(within(told.bytes.length, chance))]) })),
  fault('an endless depth', (told) => text(told, 200, `${'['.repeat(50_000)}${']'.repeat(50_000)}`)),
  fault('another tool\'s answer', (told, chance) => text(told, 200, oneOf([JSON.stringify({ total: 0, values: [], isLast: true }), JSON.stringify({ items: [], count: 0 }), JSON.stringify({ data: { release: null } })], chance)), { at: but(stations.scanSummary) }),
];

const coding: readonly Fault[] = [
  fault('plain bytes that call themselves gzip', (told) => ({ ...told, headers: { ...told.headers, 'content-encoding': 'gzip' } })),
  fault('gzip that calls itself deflate', (told) => ({ ...told, headers: { ...told.headers, 'content-encoding': 'br' }, bytes: deflateSync(told.bytes) })),
  fault('gzip that is cut', (told, chance) => gzipped(told, (bytes) => bytes.subarray(0, 10 + within(Math.max(2, bytes.length - 18), chance)))),
  fault('a gzip bomb', (told) => ({ ...told, headers: { ...told.headers, 'content-encoding': 'gzip' }, bytes: bomb() })),
];

const ending: readonly Fault[] = [
  fault('the connection breaks amid the body', (told, chance) => ({ ...told, bytes: told.bytes.subarray(0, within(told.bytes.length, chance)), claimedLength: told.bytes.length, ending: 'reset' })),
  fault('the connection breaks before the body', (told) => ({ ...told, bytes: Buffer.alloc(0), claimedLength: told.bytes.length, ending: 'reset' })),
  fault('fewer bytes than were claimed', (told) => ({ ...told, claimedLength: told.bytes.length + 64 })),
  fault('more bytes than were claimed', (told, chance) => ({ ...told, claimedLength: within(told.bytes.length, chance) })),
];

/** Each of these lasts as long as the hub's patience. */
export const lateMs = 60_000;
const slow: readonly Fault[] = [
  fault('nothing ever comes', (told) => ({ ...told, delayMs: lateMs })),
  fault('it stops amid the body', (told, chance) => ({ ...told, bytes: told.bytes.subarray(0, within(told.bytes.length, chance)), claimedLength: told.bytes.length, ending: 'stall' })),
];

function withError(told: Told): Delivery | undefined {
  const body = JSON.parse(told.bytes.toString('utf8')) as object;
  return text(told, 200, JSON.stringify({ ...body, error: { message: 'Transaction cancelled: maximum execution time exceeded', detail: null }, status: 'failure' }));
}

function gzipped(told: Told, change: (bytes: Buffer) => Buffer): Delivery {
  return { ...told, headers: { ...told.headers, 'content-encoding': 'gzip' }, bytes: change(gzipSync(told.bytes)) };
}

let packed: Buffer | undefined;
/** 256 MB of blanks, packed once. */
function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(256 * 1024 * 1024, ' '));
  return packed;
}

/** Ways in which a whole answer goes wrong, at whatever tool. */
export const wholeFaults: readonly Fault[] = [...statuses, ...throttled, ...elsewhere, ...words, ...coding, ...ending, ...slow];
