import { UserMistake } from '../domain/error.ts';
import type { Freeze } from '../domain/freeze.ts';
import type { FreezeStore } from '../domain/ports/freeze-store.ts';
import type { Database } from './database.ts';
import { FreezeEntity } from './entities/freeze.entity.ts';
import type { Row } from './sql.ts';

export function freezeStore(database: Database): FreezeStore {
  const freezeOf = (row: Row): Freeze => {
    const { id, name, reason, scope, timeZone, recurrence, first, declaredBy, declaredAt, lifted } = database.read(FreezeEntity, row);
    return { id, name, reason, scope, timeZone, recurrence, first, declaredBy, declaredAt, lifted };
  };
  const byId = async (id: string): Promise<Freeze | null> => {
    const [row] = await database.query('select * from muster.freeze where id = $1', [id]);
    return row === undefined ? null : freezeOf(row);
  };
  return {
    byId,
    byIds: async (ids) => new Map((await database.gather('select * from muster.freeze where id = any($1)', [ids])).map(freezeOf).map((freeze) => [freeze.id, freeze])),
    declare: async (freeze) => {
      await database.em().insert(FreezeEntity, { ...freeze });
    },
    lift: async (id, lift) => {
      await database.query('update muster.freeze set lifted = $2 where id = $1 and lifted is null', [id, JSON.stringify(lift)]);
      const freeze = await byId(id);
      if (freeze === null) throw new UserMistake('NOT_FOUND', `There is no freeze "${id}".`, ['freezeId']);
      return freeze;
    },
    all: async () => (await database.query('select * from muster.freeze order by declared_at desc, id desc')).map(freezeOf),
    unlifted: async () => (await database.gather('select * from muster.freeze where lifted is null order by declared_at desc, id desc', [])).map(freezeOf),
  };
}
