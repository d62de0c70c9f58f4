import type { Gate } from './gate.ts';
import { gates } from './gates/index.ts';

/** The gates that one hub knows: those of this house, and those that its company adds. Handed in; nothing is registered for the process. */
export interface GateSet {
  /** In the order people read them. */
  readonly all: readonly Gate[];
  of(name: string): Gate | undefined;
  isCustom(name: string): boolean;
}

/** A company's gate never takes the place of one of the house: of two with one name the house's stands. */
export function gateSet(custom: readonly Gate[] = []): GateSet {
  const own = new Map(gates.map((gate) => [gate.name, gate]));
  const added = new Map(custom.filter(({ name }) => !own.has(name)).map((gate) => [gate.name, gate]));
  return { all: [...own.values(), ...added.values()], of: (name) => own.get(name) ?? added.get(name), isCustom: (name) => added.has(name) };
}
