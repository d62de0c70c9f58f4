import { checkPolicy } from '../readiness/index.ts';
import { policyOf } from './config/catalogue.ts';
import type { FileShape } from './config/shape.ts';
import { gatesOf, type FileMistake, type PluggedGates } from './gates-of-file.ts';

/** What only the gates can say of the file: those that the company adds, and the policies, with paths as they stand in it (a map of gates, not a list). */
export function policyMistakes(file: FileShape, plugged?: PluggedGates): readonly FileMistake[] {
  const { nameable, mistakes } = gatesOf(file, plugged);
  return [...mistakes, ...file.policies.flatMap((shape, index) => {
    const lists = { gates: Object.keys(shape.gates), 'backOut.gates': Object.keys(shape.backOut?.gates ?? {}) };
    const found = checkPolicy(policyOf(shape), nameable);
    // What is left out of the file is taken from the gates above it, and has no mistakes of its own.
    const own = shape.backOut === undefined ? found.filter(({ key }) => !key.startsWith('backOut')) : found;
    return own.map(({ key, message }) => ({ path: ['policies', index, ...inFile(key, lists)], message }));
  })];
}

/** `gates[2].parameters.maxHigh` as the file has it: a map of gates by name. */
function inFile(key: string, lists: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const [, list = key, position, rest = ''] = /^([a-zA-Z.]+)\[(\d+)\]\.?(.*)$/.exec(key) ?? [];
  const place = list.split('.');
  if (position === undefined) return place;
  return [...place, lists[list]?.[Number(position)] ?? position, ...(rest === '' || rest === 'gate' ? [] : rest.split('.'))];
}
