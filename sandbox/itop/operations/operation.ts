import type { Caller } from '../door.ts';
import { isClass } from '../model/class-tree.ts';
import { runQuery } from '../oql/match.ts';
import { parseOql } from '../oql/parse.ts';
import { thrown } from '../refusal.ts';
import type { Store, Thing } from '../store.ts';
import { asText } from '../text.ts';

export type Params = Readonly<Record<string, unknown>>;

/** One verb of the REST API: its parameters → the body of its answer. @throws Refusal */
export type Operation = (store: Store, params: Params, caller: Caller) => object;

export function mandatory(params: Params, name: string): unknown {
  const value = params[name];
  if (value === undefined || value === null) throw thrown(`Missing parameter '${name}'`);
  return value;
}

export function classParam(params: Params): string {
  const name = asText(mandatory(params, 'class'));
  if (!isClass(name)) throw thrown(`class: '${name}' is not a valid class'`);
  return name;
}

/** Objects behind a `key`: an id, criteria as an object ({} is all), or a query in OQL, whose own class counts. */
export function findByKey(store: Store, className: string, key: unknown): { readonly className: string; readonly things: Thing[] } {
  if (typeof key === 'number' || (typeof key === 'string' && /^\d+$/.test(key))) {
    const thing = store.byId(className, Number(key));
    return { className, things: thing === undefined ? [] : [thing] };
  }
  if (typeof key === 'string') {
    const query = parseOql(key);
    return { className: query.className, things: runQuery(store, query) };
  }
  if (typeof key !== 'object' || key === null) throw thrown('Wrong format for key');
  const criteria = Object.entries(key).map(([attribute, value]) => [attribute, String(value).toLowerCase()] as const);
  return { className, things: store.ofClass(className).filter((thing) => criteria.every(([attribute, value]) => store.valueOf(thing, attribute).toLowerCase() === value)) };
}

/** The one object behind a `key`, for writing. */
export function findOne(store: Store, className: string, key: unknown): Thing {
  const { things } = findByKey(store, className, key);
  const [only] = things;
  if (only !== undefined && things.length === 1) return only;
  if (typeof key === 'number' || (typeof key === 'string' && /^\d+$/.test(key))) throw thrown(`Invalid object ${className}::${key}`);
  const asked = typeof key === 'string' ? `query: ${key}` : `criteria: ${JSON.stringify(key)}`;
  throw thrown(only === undefined ? `No item found for ${asked}` : `Several items found (${things.length}) for ${asked}`);
}
