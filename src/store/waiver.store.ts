import { UserMistake } from '../domain/error.ts';
import type { WaiverStore } from '../domain/ports/waiver-store.ts';
import type { Waiver } from '../domain/waiver.ts';
import type { Database } from './database.ts';
import { WaiverEntity } from './entities/waiver.entity.ts';
import type { Tell } from './event.write.ts';
import { toJsonb } from './json.ts';
import type { Row } from './sql.ts';

export function waiverStore(database: Database, tell: Tell): WaiverStore {
  const waiverOf = (row: Row): Waiver => {
    const { id, releaseKey, environment, gate, packageDigest, packageRevision, reason, requestedBy, requestedAt, expiresAt, breakGlass, decision, revoked } = database.read(WaiverEntity, row);
    return { id, releaseKey, environment, gate, packageDigest, packageRevision, reason, requestedBy, requestedAt, expiresAt, breakGlass, decision, revoked };
  };
  const byId = async (id: string): Promise<Waiver | null> => {
    const [row] = await database.gather('select * from muster.waiver where id = $1', [id]);
    return row === undefined ? null : waiverOf(row);
  };
  const standing = async (id: string): Promise<Waiver> => {
    const waiver = await byId(id);
    if (waiver === null) throw new UserMistake('NOT_FOUND', `There is no waiver "${id}".`, ['waiverId']);
    return waiver;
  };
  return {
    byId,
    byIds: async (ids) => new Map((await database.gather('select * from muster.waiver where id = any($1)', [ids])).map(waiverOf).map((waiver) => [waiver.id, waiver])),
    request: (waivers) => database.transaction(async (em) => {
      await em.insertMany(WaiverEntity, waivers.map((waiver) => ({ ...waiver })));
      for (const waiver of waivers) await tell(em, { kind: waiver.breakGlass === null ? 'WAIVER_REQUESTED' : 'GLASS_BROKEN', releaseKey: waiver.releaseKey, environment: waiver.environment, facts: waiver });
    }),
    decide: async (id, decision) => {
      const [row] = await database.query('update muster.waiver set decision = $2 where id = $1 and decision is null and revoked is null returning *', [id, toJsonb(decision)]);
      if (row !== undefined) return waiverOf(row);
      const { decision: decided, revoked } = await standing(id);
      const [verb, act] = revoked === null ? [decided?.isApproved === true ? 'approved' : 'rejected', decided] : ['revoked', revoked];
      throw new UserMistake('CONFLICT', `${act?.by.name ?? 'Somebody'} ${verb} this waiver at ${act?.at ?? 'a moment unknown'}; ask for another one.`, ['waiverId']);
    },
    revoke: async (id, revocation) => {
      await database.query('update muster.waiver set revoked = $2 where id = $1 and revoked is null', [id, toJsonb(revocation)]);
      return standing(id);
    },
    settle: async (id, settled) => {
      await database.query(
        `update muster.waiver set break_glass = jsonb_set(break_glass, '{followUp,settled}', $2::jsonb) where id = $1 and break_glass is not null and break_glass #> '{followUp,settled}' = 'null'::jsonb`,
        [id, toJsonb(settled)]);
      const waiver = await standing(id);
      if (waiver.breakGlass === null) throw new UserMistake('NOT_FOUND', `Waiver "${id}" was decided in the ordinary way and has no follow-up.`, ['waiverId']);
      return waiver;
    },
    all: async () => (await database.query('select * from muster.waiver order by requested_at desc, id desc')).map(waiverOf),
    approved: async (releaseKey, environment) => (await database.gather(
      `select * from muster.waiver where release_key = $1 and environment = $2 and (decision->>'isApproved')::boolean and revoked is null order by requested_at, id`, [releaseKey, environment])).map(waiverOf),
  };
}
