import { checkPolicy } from '../readiness/index.ts';
import { policyOf } from './config/catalogue.ts';
import type { FileShape } from './config/shape.ts';
import { gatesOf, type FileMistake, type PluggedGates } from './gates-of-file.ts';

/** What only the gates can say of the file: those that the company adds, and the policies, with paths as they stand in it (a map of gates, not a list). */
export function policyMistakes(file: FileShape, plugged?: PluggedGates): readonly FileMistake[] {
  const { nameable, mistakes } = gatesOf(file, plugged);
  return [...mistakes, ...file.policies.flatMap((shape, index) => {
    const names = Object.keys(shape.gates);
    return checkPolicy(policyOf(shape), nameable).map(({ key, message }) => {
      const [, position, rest] = /^gates\[(\d+)\]\.?(.*)$/.exec(key) ?? [];
      if (position === undefined) return { path: ['policies', index, key], message };
      const inner = rest === undefined || rest === '' || rest === 'gate' ? [] : rest.split('.');
      return { path: ['policies', index, 'gates', names[Number(position)] ?? position, ...inner], message };
    });
  })];
}
