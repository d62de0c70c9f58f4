import { UserMistake } from './error.ts';

/** The kinds of record that a tool may keep, as they stand in the middle of a reference. */
export const recordKinds = [
  'change', 'work-item', 'version', 'artifact', 'build', 'bundle', 'ci', 'service', 'incident', 'problem', 'knowledge', 'window',
  'account', 'licence', 'entitlement',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** `<connection>:<kind>:<key>`, e.g. `servicenow:change:CHG0030003`; what people type. A label, not an identity. */
export type Reference = string;

/** `<connection>:<kind>:<immutable id>`, e.g. `servicenow:change:46c7…`; what a record is, and its node id. */
export type RecordIdentity = string;

export interface ReferenceParts {
  readonly connection: string;
  readonly kind: RecordKind;
  /** The label people know (reference) or the tool's immutable id (identity). May itself hold colons and slashes. */
  readonly key: string;
}

const shape = /^([a-z][a-z0-9-]*):([a-z-]+):(.+)$/s;

export function formatReference(connection: string, kind: RecordKind, key: string): Reference {
  return `${connection}:${kind}:${key}`;
}

/** Takes a reference or an identity apart; null when the text is not of that shape. */
export function readReference(text: string): ReferenceParts | null {
  const match = shape.exec(text);
  const [, connection, kind, key] = match ?? [];
  if (connection === undefined || key === undefined || !isRecordKind(kind)) return null;
  return { connection, kind, key };
}

/** As readReference, but what is not a reference is the asker's mistake. */
export function parseReference(text: string, path: readonly string[] = ['reference']): ReferenceParts {
  const parts = readReference(text);
  if (parts === null) {
    throw new UserMistake('INVALID', `"${text}" is not a record reference: write <connection>:<kind>:<key>, e.g. servicenow:change:CHG0030003, with a kind of ${recordKinds.join(', ')}.`, path);
  }
  return parts;
}

export function isRecordKind(text: string | undefined): text is RecordKind {
  return recordKinds.some((kind) => kind === text);
}
