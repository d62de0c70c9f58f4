import { defineCustomGate, gateSet, unreadableGate, type Gate, type GateSet } from '../readiness/index.ts';
import type { FileShape } from './config/shape.ts';

export interface FileMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Gates that came with plug-ins, and what was wrong with those that did not. */
export interface PluggedGates {
  readonly gates: readonly Gate[];
  readonly mistakes: readonly FileMistake[];
}

export interface GatesOfFile {
  /** Those that judge. */
  readonly gates: GateSet;
  /** Those and the ones that have mistakes: a policy that names one of them is not wrong for that. */
  readonly nameable: GateSet;
  readonly mistakes: readonly FileMistake[];
}

/** The gates that one configuration knows: the house's, its plug-ins', and those that it writes down itself. */
export function gatesOf(file: Pick<FileShape, 'customGates'>, plugged: PluggedGates = { gates: [], mistakes: [] }): GatesOfFile {
  const house = gateSet();
  const before = gateSet(plugged.gates);
  const doubled = plugged.gates.filter(({ name }, index) => house.of(name) !== undefined || plugged.gates.findIndex((other) => other.name === name) < index);
  const written = file.customGates.map((definition, index) => ({ index, definition, ...defineCustomGate(definition) }));
  const clashes = written.filter(({ definition }) => before.of(definition.name) !== undefined);
  const own = written.flatMap(({ gate }) => gate ?? []);
  const broken = written.filter(({ gate }) => gate === null).map(({ definition }) => unreadableGate(definition.name));
  return {
    gates: gateSet([...plugged.gates, ...own]),
    nameable: gateSet([...plugged.gates, ...own, ...broken]),
    mistakes: [
      ...plugged.mistakes,
      ...doubled.map(({ name, definition }) => ({ path: ['plugins'], message: `${definition?.split(' ')[0] ?? 'a plug-in'} brings a gate ${name}, and there is one of that name already` })),
      ...clashes.map(({ index, definition }) => ({ path: ['customGates', index, 'name'], message: `there is a gate ${definition.name} already: give this one another name` })),
      ...written.flatMap(({ index, definition, mistakes }) => mistakes.map(({ key, at, message }) => ({
        path: ['customGates', index, ...key], message: key[0] === 'expression' ? `at letter ${at + 1}${placeOf(definition.expression, at)}: ${message}` : message,
      }))),
    ],
  };
}

/** Where in an expression: the text from there on, and its line when there are several. */
function placeOf(expression: string, at: number): string {
  const line = expression.slice(0, at).split('\n').length;
  const from = expression.slice(at, at + 30).split('\n')[0] ?? '';
  return `${expression.includes('\n') ? ` (line ${line})` : ''}, "${from}"`;
}
