/** What a column holds, as far as the wire formats tell the kinds apart. */
export type FieldKind = 'text' | 'number' | 'flag' | 'instant' | 'reference' | 'choice' | 'number-choice' | 'journal' | 'class' | 'currency';

export interface Field {
  readonly kind: FieldKind;
  /** reference: the table it points into */
  readonly references?: string;
  /** choice: label by value */
  readonly labels?: Readonly<Record<string, string>>;
  /** Writes to it are ignored without a word. */
  readonly isReadOnly?: true;
}

export interface Table {
  readonly name: string;
  readonly label: string;
  /** The base table whose columns it has too; null for a root. */
  readonly base: string | null;
  /** The column shown where others refer to a record. */
  readonly display: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** Several columns of one kind: `columns({ kind: 'text' }, 'a b c')`. */
export function columns(field: Field, names: string): Record<string, Field> {
  return Object.fromEntries(names.split(' ').map((name) => [name, field]));
}

export function text(names: string): Record<string, Field> { return columns({ kind: 'text' }, names); }
export function flags(names: string): Record<string, Field> { return columns({ kind: 'flag' }, names); }
export function numbers(names: string): Record<string, Field> { return columns({ kind: 'number' }, names); }
export function instants(names: string): Record<string, Field> { return columns({ kind: 'instant' }, names); }
/** Kept as "USD;699.99"; told as an amount, with its currency only beside it. */
export function currencies(names: string): Record<string, Field> { return columns({ kind: 'currency' }, names); }
export function journals(names: string): Record<string, Field> { return columns({ kind: 'journal' }, names); }
export function references(table: string, names: string): Record<string, Field> { return columns({ kind: 'reference', references: table }, names); }
export function choice(name: string, labels: Record<string, string>): Record<string, Field> { return { [name]: { kind: 'choice', labels } }; }
export function numberChoice(name: string, labels: Record<string, string>): Record<string, Field> { return { [name]: { kind: 'number-choice', labels } }; }
export function readOnly(fields: Record<string, Field>): Record<string, Field> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, isReadOnly: true as const }]));
}

/** The columns that every table has and nobody writes. */
export const systemFields: Readonly<Record<string, Field>> = readOnly({
  ...text('sys_id sys_created_by sys_updated_by sys_tags'), ...instants('sys_created_on sys_updated_on'), ...numbers('sys_mod_count'),
});
