import { durationMs } from '../domain/duration.ts';
import { UserMistake } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import type { ReportDefinition, ReportParameter } from '../domain/report.ts';
import type { Hidden } from '../domain/restriction.ts';
import { isTimeZone, momentIn, weekBefore } from './period.ts';
import { usualWeeks, usualWeeksBack } from './parameters.ts';

/** Parameters as they came in: text of an address or a command line, values of GraphQL. Null is left out. */
export type Given = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

/** What a report is asked, checked. */
export interface Asked {
  readonly timeZone: string;
  /** At which moment it is answered: now, or that of asOf. */
  readonly at: Instant;
  readonly isPast: boolean;
  readonly since: Instant;
  readonly until: Instant;
  texts(name: string): readonly string[] | null;
  word(name: string): string;
  words(name: string): readonly string[];
  /** Milliseconds. */
  duration(name: string): number;
  count(name: string): number | null;
  /** What whoever asks may not see. */
  readonly hidden: readonly Hidden[];
  /** Everything that was meant, defaults included, as it would be written again. */
  readonly meant: Readonly<Record<string, string | readonly string[] | null>>;
}

/** Reads what is asked of a report. @throws UserMistake INVALID naming the parameter that is unknown or cannot be read. */
export function readAsked(definition: ReportDefinition, given: Given, now: Instant, hidden: readonly Hidden[] = []): Asked {
  refuseUnknown(definition, given);
  const said = new Map(definition.parameters.map((parameter) => [parameter.name, textsOf(parameter, given[parameter.name])]));
  const zone = one(said, 'timeZone') ?? 'UTC';
  if (!isTimeZone(zone)) throw mistake('timeZone', `"${zone}" is no IANA time zone: write e.g. Europe/Berlin or UTC`);
  for (const parameter of definition.parameters) check(parameter, said.get(parameter.name) ?? null);
  const moment = (name: string): Instant | null => {
    const text = one(said, name);
    if (text === null) return null;
    return momentIn(zone, text) ?? refuse(name, `"${text}" is neither a day (2026-11-02) nor an instant (2026-11-02T09:00:00Z)`);
  };
  const asOf = moment('asOf');
  if (asOf !== null && asOf > now) throw mistake('asOf', `${asOf} is yet to come`);
  const at = asOf ?? now;
  const until = moment('until') ?? (definition.looksAhead ? weekBefore(at, -usualWeeks, zone) : at);
  const since = moment('since') ?? (definition.looksAhead ? weekBefore(at < until ? at : until, usualWeeksBack, zone) : weekBefore(until, usualWeeks, zone));
  if (since >= until) throw mistake('since', `${since} is not before until, ${until}`);
  return {
    timeZone: zone, at, isPast: asOf !== null, since, until, hidden,
    texts: (name) => said.get(name) ?? null,
    word: (name) => (said.get(name)?.[0] ?? '').toUpperCase(),
    words: (name) => (said.get(name) ?? []).map((word) => word.toUpperCase()),
    duration: (name) => durationMs(one(said, name) ?? '') ?? 0,
    count: (name) => { const text = one(said, name); return text === null ? null : Number(text); },
    meant: meantBy(definition, said, { since, until, asOf, timeZone: zone }),
  };
}

function refuseUnknown({ name, parameters }: ReportDefinition, given: Given): void {
  const unknown = Object.keys(given).find((key) => !parameters.some((parameter) => parameter.name === key));
  if (unknown !== undefined) throw mistake(unknown, `${name} has no such parameter; it has ${parameters.map((parameter) => parameter.name).join(', ')}`);
}

/** Lists may be written with commas. Nothing at all is not the empty list: it is left out. */
function textsOf({ kind, usual }: ReportParameter, given: Given[string]): readonly string[] | null {
  const all = given === null || given === undefined ? [] : [given].flat().map(String);
  const isList = kind === 'TEXTS' || kind === 'WORDS';
  const texts = (isList ? all.flatMap((text) => text.split(',')) : all).map((text) => text.trim()).filter((text) => text !== '');
  if (texts.length > 0) return texts;
  return usual === null ? null : usual.split(',');
}

function check({ name, kind, words }: ReportParameter, texts: readonly string[] | null): void {
  if (texts === null) return;
  if (kind !== 'TEXTS' && kind !== 'WORDS' && texts.length > 1) throw mistake(name, 'it is given more than once');
  const wrong = texts.find((text) => !fits[kind](text, words));
  if (wrong !== undefined) throw mistake(name, `"${wrong}" is not ${expected(kind, words)}`);
}

const isWord = (text: string, words: readonly string[]): boolean => words.includes(text.toUpperCase());
const fits: Readonly<Record<ReportParameter['kind'], (text: string, words: readonly string[]) => boolean>> = {
  MOMENT: () => true, TIME_ZONE: () => true, WORD: isWord, WORDS: isWord,
  TEXTS: (text) => !/\p{Cc}/u.test(text),
  DURATION: (text) => durationMs(text) !== null,
  COUNT: (text) => /^\d{1,9}$/.test(text),
};

function expected(kind: ReportParameter['kind'], words: readonly string[]): string {
  if (words.length > 0) return `one of ${words.join(', ')}`;
  if (kind === 'DURATION') return 'an ISO 8601 duration without months and years, e.g. PT24H or P7D';
  return kind === 'COUNT' ? 'a whole number' : 'plain text';
}

function one(said: ReadonlyMap<string, readonly string[] | null>, name: string): string | null {
  return said.get(name)?.[0] ?? null;
}

function meantBy({ parameters }: ReportDefinition, said: ReadonlyMap<string, readonly string[] | null>, known: Readonly<Record<string, string | null>>): Asked['meant'] {
  return Object.fromEntries(parameters.map(({ name, kind }) => {
    const texts = said.get(name) ?? null;
    if (name in known) return [name, known[name] ?? null];
    return [name, kind === 'TEXTS' || kind === 'WORDS' ? texts : texts?.[0] ?? null];
  }));
}

function mistake(name: string, because: string): UserMistake {
  return new UserMistake('INVALID', `${name}: ${because}.`, [name]);
}

function refuse(name: string, because: string): never {
  throw mistake(name, because);
}
