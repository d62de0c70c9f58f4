import { defineEntity, p } from '@mikro-orm/core';
import type { EventKind, HubEvent } from '../../domain/event.ts';
import type { NoticeState } from '../../domain/notice.ts';
import { InstantType } from '../instant.type.ts';

export const EventEntity = defineEntity({
  name: 'Event',
  schema: 'muster',
  tableName: 'event',
  properties: {
    id: p.text().primary(),
    kind: p.text().$type<EventKind>(),
    at: p.type(InstantType).$type<string>(),
    releaseKey: p.text().strictNullable(),
    environment: p.text(),
    facts: p.json<HubEvent['facts']>(),
  },
});

/** Kind, release and environment are those of its event, which every reading of a notice joins. */
export const NoticeEntity = defineEntity({
  name: 'Notice',
  schema: 'muster',
  tableName: 'notice',
  properties: {
    id: p.text().primary(),
    eventId: p.text(),
    channel: p.text(),
    recipient: p.text().strictNullable(),
    subject: p.text(),
    text: p.text(),
    state: p.text().$type<NoticeState>(),
    attempts: p.integer(),
    createdAt: p.type(InstantType).$type<string>(),
    nextAt: p.type(InstantType).$type<string>(),
    giveUpAt: p.type(InstantType).$type<string>(),
    sentAt: p.type(InstantType).$type<string>().strictNullable(),
    problem: p.text().strictNullable(),
    fence: p.integer(),
  },
});
