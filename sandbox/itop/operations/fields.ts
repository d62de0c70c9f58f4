import { isStored } from '../model/class-tree.ts';
import { keyTargets } from '../model/classes.ts';
import { thrown } from '../refusal.ts';
import type { Store, Thing } from '../store.ts';
import { momentOf } from '../moment.ts';
import { entriesOf } from '../log.ts';
import { asText } from '../text.ts';
import { findOne } from './operation.ts';

type Given = Readonly<Record<string, unknown>>;

/** Given attributes as they are stored: keys may be an id, a query or criteria; a log is added to and never replaced. */
export function setFields(store: Store, className: string, fields: Given, before?: Thing): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    if (name === 'functionalcis_list') return [];
    if (!isStored(className, name)) throw thrown(`${name}: invalid attribute code '${name}' for class ${className}`);
    if (name === 'status' && before !== undefined && 'ref' in before.fields) throw thrown('status: the state of an object is moved by stimuli');
    const target = keyTargets[name];
    if (target !== undefined) return [[name, idOf(store, target, name, value)]];
    if (name === 'private_log') return [[name, JSON.stringify([...entriesOf(before?.fields[name]), { date: momentOf(store.now()), message: addedTo(value) }])]];
    if (typeof value === 'object') throw thrown(`${name}: Unexpected value for attribute`);
    return [[name, asText(value)]];
  }));
}

function idOf(store: Store, target: string, name: string, value: unknown): string {
  if (value === '' || value === 0 || value === '0') return '0';
  try {
    return String(findOne(store, target, value).id);
  } catch (error) {
    throw thrown(`${name}: ${error instanceof Error ? error.message : ''}`);
  }
}

function addedTo(value: unknown): string {
  if (typeof value === 'string') return value;
  const { add_item: item } = value as { add_item?: { message?: unknown } };
  if (typeof item?.message !== 'string') throw thrown('private_log: Unexpected value for attribute');
  return item.message;
}

/** Links a new ticket to its items, and, as iTop does by itself, to the items those impact. */
export function linkItems(store: Store, ticket: Thing, links: unknown): void {
  if (!Array.isArray(links)) return;
  const manual = links.map((link: Given) => ({ id: idOf(store, 'FunctionalCI', 'functionalci_id', link['functionalci_id']), code: asText(link['impact_code'] ?? 'manual') }));
  for (const { id, code } of manual) store.add('lnkFunctionalCIToTicket', { ticket_id: String(ticket.id), functionalci_id: id, impact: '', impact_code: code });
  const named = new Set(manual.map(({ id }) => Number(id)));
  const reached = new Set(manual.flatMap(({ id, code }) => (code === 'manual' ? impactedBy(store, Number(id)) : [])));
  for (const id of reached) if (!named.has(id)) store.add('lnkFunctionalCIToTicket', { ticket_id: String(ticket.id), functionalci_id: String(id), impact: '', impact_code: 'computed' });
}

function impactedBy(store: Store, id: number): readonly number[] {
  const reached = new Set([id]);
  for (const one of reached) for (const [from, to] of store.data.impacts) if (from === one) reached.add(to);
  reached.delete(id);
  return [...reached];
}
