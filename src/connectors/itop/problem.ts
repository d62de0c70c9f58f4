import { z } from 'zod';
import type { Clock } from '../../domain/instant.ts';
import type { SourceProblemCode } from '../../domain/source.ts';
import type { ProblemReader } from '../http/index.ts';

const answer = z.looseObject({ code: z.number(), message: z.string().nullish() });

/** Attributes that the standard life cycles ask for: only these are named, the tool's own text is not repeated. */
const knownAttributes: ReadonlySet<string> = new Set([
  'acceptance_date', 'acceptance_comment', 'agent_id', 'approval_date', 'approval_comment', 'caller_id', 'end_date', 'fallback', 'impact', 'manager_group_id',
  'manager_id', 'outage', 'reason', 'start_date', 'supervisor_group_id', 'supervisor_id', 'team_id', 'title',
]);

/** iTop answers everything with HTTP 200: only `code` in the body says no (apis/README.md §15). */
export function createProblemReader(clock: Clock): ProblemReader {
  return (_status, body) => {
    const read = answer.safeParse(body);
    if (!read.success || read.data.code === 0) return null;
    const [code, message] = meaningOf(read.data.code, read.data.message ?? '');
    return { code, message, sinceAt: clock.now().toISOString(), retryAt: null };
  };
}

function meaningOf(code: number, text: string): readonly [SourceProblemCode, string] {
  switch (code) {
    case 1: return /permission|not authorized|not allowed/i.test(text)
      ? ['FORBIDDEN', 'does not let our account do this (code 1); it needs the profile "REST Services User" and rights on the classes']
      : ['UNAUTHORIZED', 'did not accept our credentials (code 1); check the connection\'s auth settings'];
    case 2: case 10: return ['UNEXPECTED_ANSWER', `does not speak version 1.3 of its REST API (code ${code}); iTop 2.2 or newer is needed`];
    case 3: case 4: case 11: return ['UNEXPECTED_ANSWER', `did not understand the request (code ${code}); look for a proxy that changes what we send`];
    case 100: return internal(text);
    default: return ['UNEXPECTED_ANSWER', `refused with a code we do not know (${code})`];
  }
}

function internal(text: string): readonly [SourceProblemCode, string] {
  if (/^Invalid stimulus/.test(text)) return ['FORBIDDEN', 'does not allow this move from the state the object is in; see its life cycle there'];
  const missing = /^Missing mandatory attribute\(s\)[^:]*: (.*?)\.?$/.exec(text)?.[1];
  if (missing !== undefined) return ['FORBIDDEN', `wants mandatory attributes before this move: ${named(missing)}; fill them in there`];
  if (/is not a valid class|Unknown class/.test(text)) return ['UNEXPECTED_ANSWER', 'has no such class; check the classes in the connection\'s options and in the targets, and that the module is installed'];
  if (/invalid attribute code|Unknown filter code/i.test(text)) return ['UNEXPECTED_ANSWER', 'has no such attribute; check the attributes in the connection\'s options and in the targets'];
  if (/No item found|Invalid object/.test(text)) return ['NOT_FOUND', 'has no such object, or hides it from our account'];
  return ['SERVER_ERROR', 'failed inside (code 100); look at its log/error.log'];
}

function named(list: string): string {
  const names = list.split(',').map((name) => name.trim());
  const known = names.filter((name) => knownAttributes.has(name));
  const others = names.length - known.length;
  return [...known, ...(others === 0 ? [] : [`${others} of its own`])].join(', ');
}
