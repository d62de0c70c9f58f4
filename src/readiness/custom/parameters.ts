import { z } from 'zod';
import { count, defineWord, flag, text, texts, type Field, type Word } from './word.ts';

export const parameterTypes = ['string', 'int', 'bool', 'list<string>'] as const;
export type ParameterType = (typeof parameterTypes)[number];
/** What a policy may tell a custom gate; without a default it must. */
export interface ParameterDeclaration {
  readonly type: ParameterType;
  readonly default?: unknown;
}
type Given = Readonly<Record<string, unknown>>;

const shapes: Readonly<Record<ParameterType, z.ZodType>> = { string: z.string(), int: z.int(), bool: z.boolean(), 'list<string>': z.array(z.string()).min(1) };

export function parameterShape(declared: Readonly<Record<string, ParameterDeclaration>>): z.ZodType<Given> {
  return z.strictObject(Object.fromEntries(Object.entries(declared).map(([name, { type, default: usual }]) => [name, usual === undefined ? shapes[type] : shapes[type].default(usual)])));
}

/** Parameters whose default is not of the type declared. */
export function wrongDefaults(declared: Readonly<Record<string, ParameterDeclaration>>): readonly { readonly name: string; readonly type: ParameterType }[] {
  return Object.entries(declared).filter(([, { type, default: usual }]) => usual !== undefined && !shapes[type].safeParse(usual).success).map(([name, { type }]) => ({ name, type }));
}

export function parameterWord(declared: Readonly<Record<string, ParameterDeclaration>>): Word<Given> {
  return defineWord('Parameters', Object.fromEntries(Object.entries(declared).map(([name, { type }]) => [name, fieldOf(name, type)])));
}

/** The shape has read what is given, so that each is of its type. */
function fieldOf(name: string, type: ParameterType): Field<Given> {
  if (type === 'int') return count((given) => given[name] as number);
  if (type === 'bool') return flag((given) => given[name] as boolean);
  return type === 'string' ? text((given) => given[name] as string) : texts((given) => given[name] as readonly string[]);
}
