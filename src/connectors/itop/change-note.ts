import { z } from 'zod';
import type { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { refuse, type Instance } from './instance.ts';
import { idIn } from './oql.ts';
import { readObjects } from './objects.ts';
import { changeClass } from './translate/change.ts';
import { proseOf } from './translate/prose.ts';
import { written } from './written.ts';

const logSchema = z.object({ entries: z.array(z.object({ message: z.string() })) });

/**
 * Adds to a change's private log, once per text and correlation: the correlation stands in brackets at its end, and the log
 * is read before and after. iTop may keep line breaks as HTML: spaces are not compared. Throws a SourceError.
 */
export async function addNote(instance: Instance, id: string, text: string, correlation: string, ask: Ask): Promise<void> {
  const entry = `${text}\n[${correlation}]`;
  if (await stands(instance, id, entry, ask)) return;
  const lost = await append(instance, id, entry, ask);
  const isThere = await stands(instance, id, entry, ask).catch((error: unknown) => { throw lost ?? error; });
  if (!isThere) throw lost ?? refuse(instance, 'UNEXPECTED_ANSWER', 'took a note and does not show it in the change\'s private log');
}

async function stands(instance: Instance, id: string, entry: string, ask: Ask): Promise<boolean> {
  const { things: [change] } = await readObjects(instance, {
    className: changeClass, conditions: [idIn('id', [id])], fields: ['private_log'], expects: (thing) => thing.id === id, ask, doing: 'reading a change\'s private log',
  });
  if (change === undefined) throw refuse(instance, 'NOT_FOUND', `has no change with id ${id}, or hides it from our account`);
  const log = logSchema.safeParse(change.fields['private_log']);
  if (!log.success) throw refuse(instance, 'UNEXPECTED_ANSWER', 'shows a private log in a shape we do not know');
  return log.data.entries.some(({ message }) => [message, proseOf(message) ?? ''].some((shown) => plain(shown) === plain(entry)));
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function append(instance: Instance, id: string, message: string, ask: Ask): Promise<SourceError | null> {
  return written(instance, {
    operation: 'core/update', comment: 'Muster', class: changeClass, key: id, fields: { private_log: { add_item: { message, format: 'text' } } }, output_fields: 'id',
  }, 'adding a note to a change', ask);
}
