import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { carries, correlated, ticketsCorrelated, troubleClass, troubleFields, type Trouble } from './correlation.ts';
import { refuse, type Instance } from './instance.ts';
import { itemReader } from './item.reader.ts';
import { idsOf } from './lookups.ts';
import { literal } from './oql.ts';
import type { Opening } from './options.ts';
import { textOf, writeAnswer, type Thing } from './wire.ts';

/** A ticket as Muster asks for it. */
export interface TicketWish {
  readonly correlation: string;
  readonly title: string;
  readonly description: string;
  /** Name of the item it is about; null when there is none. */
  readonly configurationItem: string | null;
}

export interface OpenedTicket {
  readonly thing: Thing;
  readonly fetchedAt: string;
  readonly isNew: boolean;
}

/** Opens a ticket once per correlation: looked up first, and again when the answer to its creation was lost. Throws a SourceError. */
export async function openOnce(instance: Instance, trouble: Trouble, opening: Opening, wish: TicketWish, ask: Ask): Promise<OpenedTicket> {
  const known = await oldestOf(instance, trouble, wish.correlation, ask);
  if (known !== null) return { ...known, isNew: false };
  try {
    return { ...await create(instance, trouble, opening, wish, ask), isNew: true };
  } catch (error) {
    const made = error instanceof SourceError ? await oldestOf(instance, trouble, wish.correlation, ask).catch(() => null) : null;
    if (made === null) throw error;
    return { ...made, isNew: true };
  }
}

type Ticket = Omit<OpenedTicket, 'isNew'>;

async function oldestOf(instance: Instance, trouble: Trouble, correlation: string, ask: Ask): Promise<Ticket | null> {
  const { things, fetchedAt } = await ticketsCorrelated(instance, trouble, literal(correlation), ask);
  const [oldest] = things.toSorted((a, b) => Number(a.id) - Number(b.id));
  return oldest === undefined ? null : { thing: oldest, fetchedAt };
}

async function create(instance: Instance, trouble: Trouble, { organization, caller }: Opening, wish: TicketWish, ask: Ask): Promise<Ticket> {
  const item = await itemNamed(instance, wish.configurationItem, ask);
  const fetchedAt = instance.clock.now().toISOString();
  const thing = await instance.rest({
    params: {
      operation: 'core/create', comment: 'Muster', class: troubleClass(trouble), output_fields: ['id', ...troubleFields(instance, trouble)].join(','),
      fields: {
        description: wish.description, org_id: { name: organization }, ...(caller === undefined ? {} : { caller_id: { email: caller } }), impact: '2', urgency: '2',
        ...correlated(instance, trouble, wish.title, wish.correlation),
        ...(item === null ? {} : { functionalcis_list: [{ functionalci_id: item, impact_code: 'manual' }] }),
      },
    },
    schema: writeAnswer, ask, doing: `opening ${trouble === 'incident' ? 'an incident' : 'a problem'}`,
  });
  if (!carries(instance, trouble, thing, wish.correlation)) throw refuse(instance, 'UNEXPECTED_ANSWER', `opened ${textOf(thing, 'ref') ?? `a ${trouble}`} without its correlation id, by which it would be found again; check correlation.${trouble} in the connection's options`);
  return { thing, fetchedAt };
}

/** Id of the one item of that name; a ticket without its item is better than none, so anything else is null. */
async function itemNamed(instance: Instance, name: string | null, ask: Ask): Promise<string | null> {
  if (name === null) return null;
  const items = await itemReader(instance).read([{ key: name }], ask);
  const [only] = items.length === 1 ? idsOf(instance, 'ci', items.map(({ id }) => id)).keys() : [];
  return only ?? null;
}
