import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { refuse, type Instance } from './instance.ts';
import { idIn, select, type Condition } from './oql.ts';
import { getAnswer, textOf, type Thing } from './wire.ts';

export interface ObjectQuestion {
  readonly className: string;
  readonly conditions: readonly Condition[];
  /** Attributes to be shown; `id` always is. One that the class lacks makes iTop refuse the whole question. */
  readonly fields: readonly string[];
  /** Does this object answer the question? An answer with one that does not is refused as a whole. */
  readonly expects: (thing: Thing) => boolean;
  readonly ask: Ask;
  readonly doing: string;
}

export interface ObjectAnswer {
  readonly things: readonly Thing[];
  /** Before the first request was sent: the objects are at least as new. */
  readonly fetchedAt: Instant;
}

/** Ids of one request: iTop reads the query from the body, but its database has a limit too. */
const mostIds = 500;
/** More than this was never meant by any question of ours. */
const mostObjects = 20_000;

/**
 * Every object that answers, in one call and without pages: pages have no order that could be relied upon, so an object
 * may stand on two of them and another on none. The total that the answer tells is the proof that it is whole.
 */
export async function readObjects(instance: Instance, question: ObjectQuestion): Promise<ObjectAnswer> {
  const fetchedAt = instance.clock.now().toISOString();
  const { className, conditions, ask, doing } = question;
  const fields = ['id', ...question.fields.filter((field) => field !== 'id')];
  const { total, things } = await instance.rest({
    params: { operation: 'core/get', class: className, key: select(className, conditions), output_fields: fields.join(',') },
    schema: getAnswer, ask, doing,
  });
  if (things.length !== total) throw refuse(instance, 'UNEXPECTED_ANSWER', `said it found ${total} objects and showed ${things.length} while ${doing}`);
  if (total > mostObjects) throw refuse(instance, 'UNEXPECTED_ANSWER', `found ${total} objects while ${doing}, too many to work with; ask for less`);
  if (!things.every((thing) => fields.every((field) => thing.fields[field] !== undefined))) throw refuse(instance, 'UNEXPECTED_ANSWER', `left out attributes it was asked for while ${doing}`);
  if (!things.every(question.expects)) throw refuse(instance, 'UNEXPECTED_ANSWER', `answered objects that nobody asked for while ${doing}`);
  return { things, fetchedAt };
}

/** How many objects answer: one is shown at most, and the answer tells the total. */
export async function countObjects(instance: Instance, { className, conditions, ask, doing }: Omit<ObjectQuestion, 'fields' | 'expects'>): Promise<number> {
  const { total, things } = await instance.rest({
    params: { operation: 'core/get', class: className, key: select(className, conditions), output_fields: 'id', limit: 1, page: 1 },
    schema: getAnswer, ask, doing,
  });
  if (things.length !== Math.min(1, total)) throw refuse(instance, 'UNEXPECTED_ANSWER', `said it found ${total} objects and showed ${things.length} of one while ${doing}`);
  return total;
}

/** Objects whose key attribute (or own id) is among these: one call per 500 ids, none for none. */
export async function readByIds(instance: Instance, question: Omit<ObjectQuestion, 'expects'>, attribute: string, ids: Iterable<string>): Promise<ObjectAnswer> {
  const fetchedAt = instance.clock.now().toISOString();
  const asked = new Set(ids);
  const expects = (thing: Thing): boolean => asked.has(textOf(thing, attribute) ?? '');
  const answers = await Promise.all(chunks([...asked]).map((chunk) => readObjects(instance, {
    ...question, fields: [attribute, ...question.fields.filter((field) => field !== attribute)], conditions: [idIn(attribute, chunk), ...question.conditions], expects,
  })));
  return { things: answers.flatMap(({ things }) => things), fetchedAt };
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, nth) => ids.slice(nth * mostIds, (nth + 1) * mostIds));
}
