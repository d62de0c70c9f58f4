import { parseArgs } from 'node:util';
import { grantsSql, isRoleName, readerRole, revokesSql } from '../store/views/index.ts';

/** Where a command speaks to. */
export interface SqlTerminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

const usage = `Usage: muster sql grants [--role ${readerRole}]
       muster sql revokes [--role ${readerRole}]

Prints SQL for the owner of the hub's database; nothing is run. Pipe it: muster sql grants | psql "$DATABASE_URL"
grants   a role that may read the views for analysts (schemas report and mirror, docs/sql.md) and nothing else
revokes  takes that back and drops the role`;

/** `muster sql …`: what to say to the database, without a hub. Answers the exit code. */
export function sqlCommand(words: readonly string[], { print, complain }: SqlTerminal): number {
  try {
    const { values: { role = readerRole, help }, positionals: [verb, ...more] } = parseArgs({ args: [...words], allowPositionals: true, options: { role: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
    if (help === true) return said(print, usage, 0);
    const write = verb === undefined || more.length > 0 ? undefined : { grants: grantsSql, revokes: revokesSql }[verb];
    if (write === undefined) return said(complain, usage, 2);
    if (!isRoleName(role)) return said(complain, `--role "${role}": write lower-case letters, digits and underscores, at most 63, not beginning with a digit or pg_.`, 2);
    return said(print, write(role), 0);
  } catch (error) {
    if (isMistyped(error)) return said(complain, `${error.message}\n\n${usage}`, 2);
    throw error;
  }
}

/** What Node says of options that there are none of. */
function isMistyped(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}

function said(speak: (text: string) => void, text: string, code: number): number {
  speak(text);
  return code;
}
