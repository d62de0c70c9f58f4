import { checkedInput, checkedKey } from './trigger-input.ts';
import type { TriggerInput } from './trigger-input.ts';

const input: TriggerInput = { releaseKey: 'payments-2.4.0', environment: 'production', start: 'NOW', idempotencyKey: 'key-1' };

describe('what a deployment is asked for with', () => {
  it.each([
    ['no start', {}, null],
    ['a start of none', { startAt: null }, null],
    ['a start in UTC', { startAt: '2026-11-28T02:00:00Z' }, '2026-11-28T02:00:00.000Z'],
    ['a start elsewhere', { startAt: '2026-11-28T03:00:00+01:00' }, '2026-11-28T02:00:00.000Z'],
  ])('is read with %s', (_title, more, startAt) => {
    expect(checkedInput({ ...input, ...more })).toEqual({ ...input, startAt });
  });

  it.each([
    ['a start that is no instant', { startAt: 'tomorrow' }, 'startAt', '"tomorrow" is not an RFC 3339 instant, e.g. 2026-11-28T02:00:00Z.'],
    ['no key', { idempotencyKey: '' }, 'idempotencyKey', 'An idempotency key has 1 to 255 characters, and a new one means a new deployment.'],
  ])('is refused with %s', (_title, more, at, message) => {
    expect(() => checkedInput({ ...input, ...more })).toThrow(expect.objectContaining({ name: 'UserMistake', code: 'INVALID', path: [at], message }) as Error);
  });
});

describe('an idempotency key', () => {
  it.each([['x'], [' x '], ['x'.repeat(255)]])('may be "%s"', (key) => {
    expect(() => { checkedKey(key); }).not.toThrow();
  });

  it.each([[''], ['  '], ['x'.repeat(256)]])('may not be "%s"', (key) => {
    expect(() => { checkedKey(key); }).toThrow('An idempotency key has 1 to 255 characters, and a new one means a new deployment.');
  });
});
