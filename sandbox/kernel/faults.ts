import type { Fault } from './stand-in.ts';

const kinds = ['hang', 'slow', 'status', 'html', 'truncate', 'reset', 'empty', 'garble', 'twice'] as const satisfies readonly Fault['kind'][];

/** A fault chosen for one call. `round` counts from 0 how often this fault was played before. */
export interface PlayedFault {
  readonly kind: Fault['kind'];
  readonly when: 'before' | 'after';
  readonly status: number;
  readonly delayMs: number;
  readonly round: number;
}

/** The faults in force, in the order they were asked for; the first that matches a call is played. */
export interface FaultList {
  list(): readonly Fault[];
  replace(faults: readonly Fault[]): void;
  /** Takes the fault for a call "METHOD /path?query", using up one of its `times`. */
  take(call: string): PlayedFault | undefined;
}

export function faultList(): FaultList {
  let entries: { fault: Fault; left: number; round: number }[] = [];
  return {
    list: () => entries.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault)),
    replace: (faults) => { entries = faults.map((fault) => ({ fault, left: fault.times ?? Infinity, round: 0 })); },
    take: (call) => {
      const entry = entries.find(({ fault, left }) => left > 0 && call.includes(fault.match ?? ''));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      const played = chosen(entry.fault, entry.round);
      entry.round += 1;
      entries = entries.filter(({ left }) => left > 0);
      return played;
    },
  };
}

function chosen(fault: Fault, round: number): PlayedFault {
  const atOnce = fault.kind === 'hang' || fault.kind === 'status' || fault.kind === 'reset';
  return {
    kind: fault.kind,
    when: fault.when ?? (atOnce ? 'before' : 'after'),
    status: fault.status ?? 503,
    delayMs: fault.delayMs ?? 1000,
    round,
  };
}

/**
 * Reads the body of `PUT /__sandbox/faults`: one fault or a list.
 * @throws Error `BadFault` with a sentence saying what is wrong, never a silently ignored wish.
 */
export function readFaults(body: unknown): readonly Fault[] {
  return (Array.isArray(body) ? body : [body]).map((one: unknown) => readFault(one));
}

const checks: Readonly<Record<keyof Fault, (value: unknown) => boolean>> = {
  kind: (value) => kinds.some((kind) => kind === value),
  match: (value) => typeof value === 'string',
  times: (value) => Number.isInteger(value) && Number(value) > 0,
  status: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
  delayMs: (value) => typeof value === 'number' && value >= 0,
  when: (value) => value === 'before' || value === 'after',
};

function readFault(one: unknown): Fault {
  if (typeof one !== 'object' || one === null) throw badFault('a fault is an object like {"kind":"status","status":503}');
  const entries = Object.entries(one);
  if (!('kind' in one)) throw badFault(`"kind" is missing; it is one of ${kinds.join(', ')}`);
  for (const [key, value] of entries) {
    const check = Object.hasOwn(checks, key) ? checks[key as keyof Fault] : undefined;
    if (check === undefined) throw badFault(`"${key}" is no part of a fault; known are ${Object.keys(checks).join(', ')}`);
    if (!check(value)) throw badFault(`"${key}" cannot be ${JSON.stringify(value)}${key === 'kind' ? `; it is one of ${kinds.join(', ')}` : ''}`);
  }
  return Object.fromEntries(entries) as unknown as Fault;
}

function badFault(sentence: string): Error {
  const error = new Error(`Setting sandbox faults: ${sentence}.`);
  error.name = 'BadFault';
  return error;
}
