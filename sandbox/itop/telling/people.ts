import type { Story } from '../../bank/story.ts';
import { addThing, type ITopData } from '../store.ts';

/** Name of the one organization, to which everything belongs. */
export const organization = 'North Bank';

/** The organization has id 1. Answers the ids of persons by user name. */
export function tellPeople(data: ITopData, story: Story): ReadonlyMap<string, string> {
  addThing(data, 'Organization', { name: organization, code: 'NB', status: 'active' });
  addThing(data, 'Team', { name: 'Change Board', status: 'active', org_id: '1', email: 'change.board@northbank.example' });
  return new Map(story.people.map((person) => {
    const [first = '', ...rest] = person.name.split(' ');
    const { id } = addThing(data, 'Person', { first_name: first, name: rest.join(' '), status: person.isActive ? 'active' : 'inactive', org_id: '1', email: person.email });
    return [person.userName, String(id)];
  }));
}
