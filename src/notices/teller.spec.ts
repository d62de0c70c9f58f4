import type { HubEvent } from '../domain/event.ts';
import type { Notice } from '../domain/notice.ts';
import type { Attempted, NewNotice, Outbox } from '../domain/ports/outbox.ts';
import { NotDelivered, type Channel } from './channel.ts';
import { readinessChanged, release } from './event.fixture.ts';
import { Teller, type TellerSettings } from './teller.ts';

const begun = Date.parse('2026-11-23T05:00:00.000Z');

/** One event, and the notices that were made of it, in memory; the clock stands until it is moved. */
function stage(channels: readonly Channel[], settings: Partial<TellerSettings> = {}) {
  let nowMs = begun;
  const event: HubEvent = readinessChanged();
  const notices = new Map<string, Notice>();
  const enqueued: { readonly id: string; readonly delayMs: number }[] = [];
  const failures: object[] = [];
  let work: ((id: string) => Promise<void>) | undefined;
  const now = (): string => new Date(nowMs).toISOString();
  const outbox: Outbox = {
    event: () => Promise.resolve(event),
    address: (_id, made) => { made.forEach((one, index) => { notices.set(`notice:${index}`, notice(`notice:${index}`, one)); }); return Promise.resolve(true); },
    claim: (id) => {
      const standing = notices.get(id);
      if (standing?.state !== 'WAITING') return Promise.resolve(null);
      const claimed = { ...standing, attempts: standing.attempts + 1, fence: standing.fence + 1 };
      notices.set(id, claimed);
      return Promise.resolve({ notice: claimed, event });
    },
    settle: ({ id }, outcome: Attempted) => { const standing = notices.get(id); if (standing) notices.set(id, { ...standing, ...outcome }); return Promise.resolve(true); },
    due: () => Promise.resolve([]),
    list: () => Promise.reject(new Error('not asked')),
  };
  const notice = (id: string, made: NewNotice): Notice => ({ id, eventId: event.id, kind: event.kind, releaseKey: event.releaseKey, environment: 'production', state: 'WAITING', attempts: 0, createdAt: now(), nextAt: now(), sentAt: null, problem: null, fence: 0, ...made });
  const teller = new Teller({
    outbox, channels, templates: {}, clock: { now: () => new Date(nowMs) }, releases: { byKeys: () => Promise.resolve(new Map([['payments-2.4.0', release()]])) },
    queue: { enqueue: (_queue, id, delayMs) => { enqueued.push({ id, delayMs }); return Promise.resolve(); }, work: (_queue, handler) => { work = handler; return Promise.resolve(); }, stop: () => Promise.resolve() },
    rules: channels.map(({ name }) => ({ events: null, environments: null, services: null, outcomes: null, to: { channel: name, roles: [], owner: true, concerned: false, people: [] } })),
    onFailure: (failure) => failures.push(failure), onTrouble: (error) => failures.push({ error }),
  }, settings);
  return {
    teller, notices, enqueued, failures,
    start: async () => { await teller.start(); },
    work: (id: string) => work?.(id),
    pass: (milliseconds: number) => { nowMs += milliseconds; },
    states: () => [...notices.values()].map(({ state, attempts, problem }) => [state, attempts, problem]),
  };
}

const channel = (send: Channel['send'], name = 'chat', isPersonal = false): Channel => ({ name, isPersonal, send });

describe('the teller', () => {
  it('addresses an event in its words, and sends each notice once, under its own id', async () => {
    const sent: unknown[] = [];
    const { start, work, states, teller } = stage([channel((delivery) => { sent.push([delivery.id, delivery.recipient, delivery.subject]); return Promise.resolve(); }), channel(() => Promise.resolve(), 'mail', true)]);
    await start();
    await work('event:1');
    await work('notice:0');
    await work('notice:0');
    expect(sent).toEqual([['notice:0', null, 'payments-2.4.0 → production: READY']]);
    expect(states()).toEqual([['SENT', 1, null], ['WAITING', 0, null]]);
    teller.stop();
  });

  it('tries again later and later, as late as the other side asks, until its time is over', async () => {
    let retryAt: string | null = null;
    const { start, work, pass, states, enqueued, failures, teller } = stage([channel(() => Promise.reject(new NotDelivered('answered 500', { retryAt })))], { pausesMs: [1_000, 5_000], giveUpAfterMs: 30_000 });
    await start();
    await work('event:1');
    for (const delay of [1_000, 5_000, 5_000]) {
      await work('notice:0');
      expect(enqueued.at(-1)).toEqual({ id: 'notice:0', delayMs: delay });
      pass(delay);
    }
    retryAt = new Date(begun + 29_000).toISOString();
    await work('notice:0');
    expect(enqueued.at(-1)).toEqual({ id: 'notice:0', delayMs: 18_000 });
    pass(18_000);
    retryAt = null;
    await work('notice:0');
    expect(enqueued).toHaveLength(4);
    expect(states()).toEqual([['GIVEN_UP', 5, 'answered 500']]);
    expect(failures.at(-1)).toEqual({ id: 'notice:0', channel: 'chat', problem: 'answered 500', isGivenUp: true });
    teller.stop();
  });

  it('gives up at once what will never be taken', async () => {
    const { start, work, states, enqueued, teller } = stage([channel(() => Promise.reject(new NotDelivered('gone', { isFinal: true })))]);
    await start();
    await work('event:1');
    await work('notice:0');
    expect([states(), enqueued]).toEqual([[['GIVEN_UP', 1, 'gone']], []]);
    teller.stop();
  });

  it('leaves a channel that is down alone for a while, and only that one', async () => {
    const tried: string[] = [];
    const dead = channel(({ recipient }) => { tried.push(`dead ${recipient ?? ''}`); return Promise.reject(new NotDelivered('unreachable', { isDown: true })); }, 'dead');
    const { start, work, pass, states, teller } = stage([dead, channel(() => { tried.push('chat'); return Promise.resolve(); })], { restMs: 10_000, pausesMs: [1_000] });
    await start();
    await work('event:1');
    await work('notice:0');
    await work('notice:0');
    await work('notice:1');
    expect(tried).toEqual(['dead ', 'chat']);
    expect(states()).toEqual([['WAITING', 2, 'unreachable'], ['SENT', 1, null]]);
    pass(10_000);
    await work('notice:0');
    expect(tried).toEqual(['dead ', 'chat', 'dead ']);
    teller.stop();
  });

  it('says that a failure of its own is one, and tries again', async () => {
    const { start, work, states, failures, teller } = stage([channel(() => Promise.reject(new TypeError('a mistake of ours, with a secret')))]);
    await start();
    await work('event:1');
    await work('notice:0');
    expect(states()).toEqual([['WAITING', 1, 'Muster itself failed to send it; its log says why']]);
    expect(failures[0]).toEqual({ error: expect.any(TypeError) as TypeError });
    teller.stop();
  });
});
