import { randomUUID } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { HubEvent } from '../domain/event.ts';
import { instant, type Clock } from '../domain/instant.ts';
import type { Notice } from '../domain/notice.ts';
import { tellingQueue, type Attempted, type ClaimedNotice, type NewNotice, type NoticeQuery, type Outbox } from '../domain/ports/outbox.ts';
import type { Page, PageRequest } from '../domain/ports/stores.ts';
import type { Database } from './database.ts';
import { EventEntity, NoticeEntity } from './entities/notice.entity.ts';
import { storable } from './json.ts';
import { Conditions, pageOf } from './paging.ts';
import { query, type Row } from './sql.ts';
import type { EnqueueIn } from './work.queue.ts';

export function outboxStore(database: Database, clock: Clock, enqueueIn: EnqueueIn): Outbox {
  const now = (): string => instant(clock.now());
  const event = async (id: string): Promise<HubEvent | null> => {
    const [row] = await database.query('select * from muster.event where id = $1', [id]);
    return row === undefined ? null : eventOf(database, row);
  };
  return {
    event,
    address: (eventId, notices) => database.transaction(async (em) => {
      const taken = await query(em, 'update muster.event set addressed_at = $2 where id = $1 and addressed_at is null returning id', [eventId, now()]);
      if (taken.length === 0) return false;
      for (const notice of notices) await insertNotice(em, enqueueIn, eventId, notice, now());
      return true;
    }),
    claim: (id, leaseMs) => claim(database, id, clock.now(), leaseMs),
    settle: (notice, outcome) => settle(database, notice, outcome, now()),
    due: async (limit) => {
      const rows = await database.query(due, [now(), limit]);
      return rows.map(({ id }) => String(id));
    },
    list: (asked, page) => list(database, asked, page),
  };
}

async function insertNotice(em: SqlEntityManager, enqueueIn: EnqueueIn, eventId: string, { channel, recipient, subject, text, giveUpAt }: NewNotice, at: string): Promise<void> {
  const id = `notice:${randomUUID()}`;
  const written = await query(em, insert, [id, eventId, channel, recipient, storable(subject), storable(text), at, giveUpAt]);
  if (written.length > 0) await enqueueIn(em, tellingQueue, id);
}

const insert = `insert into muster.notice (id, event_id, channel, recipient, subject, text, state, attempts, created_at, next_at, give_up_at, fence)
  values ($1, $2, $3, $4, $5, $6, 'WAITING', 0, $7, $7, $8, 0) on conflict do nothing returning id`;

async function claim(database: Database, id: string, at: Date, leaseMs: number): Promise<ClaimedNotice | null> {
  const [row] = await database.query(take, [id, instant(at), instant(new Date(at.getTime() + leaseMs))]);
  if (row === undefined) return null;
  const event = eventOf(database, (row['event'] ?? {}) as Row);
  return { notice: noticeOf(database, { ...row, kind: event.kind, release_key: event.releaseKey, environment: event.environment }), event };
}

const take = `update muster.notice set claimed_until = $3, fence = fence + 1, attempts = attempts + 1
  where id = $1 and state = 'WAITING' and (claimed_until is null or claimed_until <= $2)
  returning *, (select to_jsonb(event) from muster.event where event.id = notice.event_id) as event`;

async function settle(database: Database, { id, fence }: Pick<Notice, 'id' | 'fence'>, outcome: Attempted, at: string): Promise<boolean> {
  const sentAt = outcome.state === 'SENT' ? at : null;
  const problem = outcome.state === 'SENT' ? null : storable(outcome.problem);
  const nextAt = outcome.state === 'WAITING' ? outcome.nextAt : null;
  const rows = await database.query(
    `update muster.notice set state = $3, sent_at = $4, problem = coalesce($5, problem), next_at = coalesce($6, next_at), claimed_until = null
     where id = $1 and fence = $2 and state = 'WAITING' returning id`, [id, fence, outcome.state, sentAt, problem, nextAt]);
  return rows.length > 0;
}

const due = `(select id, number from muster.event where addressed_at is null and at < $1::timestamptz - interval '1 second' order by number limit $2)
  union all (select id, number from muster.notice where state = 'WAITING' and next_at < $1::timestamptz and (claimed_until is null or claimed_until <= $1::timestamptz) order by next_at limit $2)`;

async function list(database: Database, { state, channel }: NoticeQuery, page: PageRequest): Promise<Page<Notice>> {
  const conditions = new Conditions();
  if (state !== undefined) conditions.add('state = ?', state);
  if (channel !== undefined) conditions.add('channel = ?', channel);
  const table = '(select notice.*, kind, release_key, environment from muster.notice join muster.event on event.id = event_id) as told';
  const found = await pageOf(database, { table, columns: ['number'], direction: 'desc' }, conditions, page);
  return { ...found, items: found.items.map((row) => noticeOf(database, row)) };
}

function eventOf(database: Database, row: Row): HubEvent {
  const { id, kind, at, releaseKey, environment, facts } = database.read(EventEntity, row);
  return { id, kind, at, releaseKey, environment, facts } as HubEvent;
}

function noticeOf(database: Database, row: Row): Notice {
  const { id, eventId, channel, recipient, subject, text, state, attempts, createdAt, nextAt, giveUpAt, sentAt, problem, fence } = database.read(NoticeEntity, row);
  const { kind, release_key: releaseKey, environment } = row as { readonly kind: Notice['kind']; readonly release_key: string | null; readonly environment: string };
  return { id, eventId, kind, releaseKey, environment, channel, recipient, subject, text, state, attempts, createdAt, nextAt, giveUpAt, sentAt, problem, fence };
}
