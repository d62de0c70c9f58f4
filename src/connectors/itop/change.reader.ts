import type { Account } from '../../domain/person.ts';
import type { Change } from '../../domain/change.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy } from './lookups.ts';
import { readByIds, readObjects, type ObjectAnswer } from './objects.ts';
import { accountOf, personClass, personFields } from './translate/account.ts';
import { changeClass, changeFields, changeOf, peopleOf } from './translate/change.ts';

/** Changes by reference (C-000001) or id: two calls, the second for the people they name. */
export function changeReader(instance: Instance): RecordReader<'change'> {
  return {
    async read(lookups, ask) {
      const wanted = wantedBy(lookups, 'ref');
      if (wanted === null) return [];
      const { condition, count, expects, isMeant } = wanted;
      const answer = await readObjects(instance, { className: changeClass, conditions: [condition], fields: changeFields({ instance }), expects, ask, doing: `reading ${counted(count, 'change')}` });
      return changesOf(instance, { ...answer, things: answer.things.filter(isMeant) }, ask);
    },
  };
}

/** Changes with the people they name, whom one more call reads. */
export async function changesOf(instance: Instance, { things, fetchedAt }: ObjectAnswer, ask: Ask): Promise<readonly Change[]> {
  const { things: people } = await readByIds(instance, { className: personClass, conditions: [], fields: personFields, ask, doing: 'reading the people whom changes name' }, 'id', things.flatMap(peopleOf));
  const accounts = new Map<string, Account>(people.map((person) => [person.id, accountOf(person, instance.name)]));
  return things.map((thing) => changeOf(thing, accounts, { instance, fetchedAt }));
}
