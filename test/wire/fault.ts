import type { Delivery, Distortion, Told } from './relay.ts';

export type Tool = 'servicenow' | 'jira' | 'artifactory';

/** A kind of answer that a judgement rests on. */
export interface Station {
  readonly tool: Tool;
  readonly name: string;
  is(told: Told): boolean;
  /** Names of the fields, anywhere in the body or, as "parent.field", in their parents, on which a verdict rests: another value of theirs, or none, may not pass for this one. */
  readonly decisive: readonly string[];
}

/** A way in which an answer goes wrong. */
export interface Fault {
  readonly name: string;
  /** The traps of the API facts that it plays, in the words of test/traps. */
  readonly plays: readonly string[];
  /** Where it can be played. */
  readonly stations: readonly Station[];
  /** `chance` is a whole number for what is random in it. Undefined: this answer has nothing that could go wrong so. */
  distort(told: Told, chance: number, station: Station): Delivery | undefined;
}

export interface WireCase {
  readonly station: Station;
  readonly fault: Fault;
  readonly chance: number;
}

/** The distortion of a case: all answers of its station, as long as it is in force. */
export function distortionOf({ station, fault, chance }: WireCase): Distortion {
  return (told) => (station.is(told) ? fault.distort(told, chance, station) : undefined);
}

/** The same answer with another JSON body; undefined when `change` says that there is nothing to change, or changed nothing. */
export function rewritten(told: Told, change: (body: unknown) => unknown): Delivery | undefined {
  const body: unknown = JSON.parse(told.bytes.toString('utf8'));
  const before = JSON.stringify(body);
  const after = JSON.stringify(change(body));
  return after === before ? undefined : { ...told, bytes: Buffer.from(after) };
}
