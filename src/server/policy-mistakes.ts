import { checkPolicy } from '../readiness/index.ts';
import { policyOf } from './config/catalogue.ts';
import type { FileShape } from './config/shape.ts';

/** What only the gates can say of the policies, with paths as they stand in the file (a map of gates, not a list). */
export function policyMistakes(file: FileShape): readonly { readonly path: readonly (string | number)[]; readonly message: string }[] {
  return file.policies.flatMap((shape, index) => {
    const names = Object.keys(shape.gates);
    return checkPolicy(policyOf(shape)).map(({ key, message }) => {
      const [, position, rest] = /^gates\[(\d+)\]\.?(.*)$/.exec(key) ?? [];
      if (position === undefined) return { path: ['policies', index, key], message };
      const inner = rest === undefined || rest === '' || rest === 'gate' ? [] : rest.split('.');
      return { path: ['policies', index, 'gates', names[Number(position)] ?? position, ...inner], message };
    });
  });
}
