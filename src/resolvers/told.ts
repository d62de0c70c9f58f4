import { UserMistake } from '../domain/error.ts';
import type { GateDescription, Readiness } from '../domain/readiness.ts';
import { holdsHidden, redactedReadiness, restsOnHidden, type Outlook } from '../domain/redaction.ts';
import type { Hidden } from '../domain/restriction.ts';
import type { Replay } from '../readiness/index.ts';
import type { RequestContext } from './context.ts';
import { seeingOf } from './visible.ts';

/** What of a request says who asks, and what gates read. */
type Asker = Pick<RequestContext, 'hidden' | 'loaders'> & { readonly hub: { readonly gates: readonly Pick<GateDescription, 'name' | 'reads'>[] } };

/** How whoever asks looks at words about records. */
export function outlookOf(context: Asker): Outlook {
  return { ...seeingOf(context), readsOf: (gate) => context.hub.gates.find(({ name }) => name === gate)?.reads };
}

/** Of each request, by what is hidden in it: a judgement is read by several fields. */
const told = new WeakMap<readonly Hidden[], WeakMap<Readiness, Promise<Readiness>>>();

/** The judgement as whoever asks may be told it. */
export function readinessTold(context: Asker, readiness: Readiness): Promise<Readiness> {
  const { hidden } = context;
  const known = told.get(hidden) ?? new WeakMap<Readiness, Promise<Readiness>>();
  told.set(hidden, known);
  const standing = known.get(readiness) ?? redactedReadiness(readiness, outlookOf(context));
  known.set(readiness, standing);
  return standing;
}

/** Facts are told whole or not at all: they are what a policy is tried with. @throws UserMistake FORBIDDEN */
export async function mustHoldNothingHidden(context: Asker, facts: unknown): Promise<void> {
  if (context.hidden.length > 0 && await holdsHidden(facts, outlookOf(context))) throw new UserMistake('FORBIDDEN', 'These facts hold records that your roles may not see: ask somebody who may.', ['facts']);
}

/** What a replay found, without what gates said of facts that whoever asks may not see. */
export async function replayTold(context: Asker, facts: string, { isSame, differences }: Replay): Promise<Replay> {
  if (context.hidden.length === 0 || differences.length === 0 || !await holdsHidden(JSON.parse(facts), outlookOf(context))) return { isSame, differences };
  const gates = new Set(context.hub.gates.map(({ name }) => name));
  return { isSame, differences: differences.map((one) => { const [gate = ''] = one.split(' ', 1); return gates.has(gate) ? `${gate} is not what it was. ${restsOnHidden}` : one; }) };
}
