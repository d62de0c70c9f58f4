import type { Story } from '../../bank/story.ts';
import type { ITopData } from '../store.ts';
import { tellItems } from './items.ts';
import { tellPeople } from './people.ts';
import { tellTickets } from './tickets.ts';

/**
 * The story's people, items, relations and services as iTop keeps them, and few tickets of its own: it is the bank's try
 * of iTop, a copy of the CMDB beside the real one, where only a handful of changes and incidents were ever opened.
 */
export function tellITop(story: Story, now: Date): ITopData {
  const data: ITopData = { things: [], lastId: {}, lastRef: {}, impacts: [] };
  const people = tellPeople(data, story);
  const items = tellItems(data, story);
  tellTickets(data, { people, items, now });
  return data;
}
