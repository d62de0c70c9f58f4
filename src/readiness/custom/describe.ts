import { limits } from './limits.ts';
import { functions, methods } from './restrict.ts';
import { roots } from './roots.ts';
import { words } from './vocabulary.ts';
import type { Word } from './word.ts';

/** The language of custom gates, for the page that tells it. */
export interface LanguageDescription {
  readonly variables: readonly { readonly name: string; readonly type: string; readonly about: string; readonly nothing: string | null }[];
  readonly types: readonly { readonly name: string; readonly fields: readonly { readonly name: string; readonly type: string; readonly isOptional: boolean }[] }[];
  readonly functions: readonly string[];
  readonly methods: readonly string[];
  readonly limits: typeof limits;
}

export function describeLanguage(): LanguageDescription {
  return {
    variables: Object.entries(roots).map(([name, { type, about, nothing }]) => ({ name, type, about, nothing })),
    types: (words as readonly Word<never>[]).map(({ name, fields }) => ({ name, fields: Object.entries(fields).map(([field, { type, isOptional }]) => ({ name: field, type, isOptional })) })),
    functions: [...functions],
    methods: [...methods],
    limits,
  };
}
