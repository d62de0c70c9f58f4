import { GraphQLError } from 'graphql';
import { UserMistake } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Viewer } from '../../domain/person.ts';
import { viewerOf, type RequestContext } from '../../resolvers/context.ts';
import type { NamedInput } from './place.ts';

interface Act {
  readonly act: string;
  readonly input: NamedInput;
  /** What the verb writes itself, once it is let through, is not written twice. */
  readonly isWrittenByVerb: boolean;
}

interface Answered { readonly userErrors?: readonly { readonly code: string; readonly message: string }[] }

/** Does an act and writes down that it was done, or refused and why: by the door, by a rule, or as a mistake. Unexpected failures are in the log of the hub. */
export async function written(context: RequestContext, { act, input, isWrittenByVerb }: Act, work: () => Promise<unknown>): Promise<unknown> {
  const write = (because: string | null): Promise<void> => context.hub.audit.append({ at: instant(context.hub.clock.now()), actor: viewerOf(context).actor, act, subject: subjectOf(input), outcome: because === null ? 'DONE' : 'REFUSED', because });
  try {
    const answer = await work();
    if (!isWrittenByVerb) await write(refusalIn(answer as Answered | null));
    return answer;
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN') await write(`FORBIDDEN: ${error.message}`);
    else if (error instanceof UserMistake && !isWrittenByVerb) await write(`${error.code}: ${error.message}`);
    throw error;
  }
}

/** Writes down that something was not told to whom it is not for, then refuses it. */
export async function refused(context: RequestContext, asked: string, refusal: GraphQLError): Promise<never> {
  await writeRefusal(context.hub, viewerOf(context), asked, refusal.message);
  throw refusal;
}

/** The entry alone, for what is asked beside GraphQL and says no in its own way: a file of a report, the metrics. */
export function writeRefusal({ audit, clock }: Pick<RequestContext['hub'], 'audit' | 'clock'>, { actor }: Viewer, asked: string, why: string): Promise<void> {
  return audit.append({ at: instant(clock.now()), actor, act: asked, subject: subjectOf({}), outcome: 'REFUSED', because: `FORBIDDEN: ${why}` });
}

function refusalIn(answer: Answered | null): string | null {
  const [first] = answer?.userErrors ?? [];
  return first === undefined ? null : `${first.code}: ${first.message}`;
}

/** What the act was about, of what its input names; no free text, which could be long or secret. */
function subjectOf({ releaseKey, key, environment, planId, deploymentId, waiverId, freezeId, serviceKey }: NamedInput): string {
  return [releaseKey ?? key ?? planId ?? deploymentId ?? waiverId ?? freezeId ?? serviceKey, environment].filter((part) => part != null).join(' ') || 'the hub';
}
