import type { ChangeWindow } from '../../domain/change-window.ts';
import { nextOccurrences, timedOf } from './schedules.ts';

const at = (day: number, hour = 0): string => new Date(Date.UTC(2026, 10, day, hour)).toISOString();
const window = (more: Partial<ChangeWindow>): ChangeWindow => ({ occurrences: [], recurring: [], timeZone: 'UTC', isPartial: false, ...more }) as ChangeWindow;
const nights = { first: { startAt: at(1, 22), endAt: at(2, 2) }, rule: 'FREQ=DAILY' };

describe('the next occurrences of a tool’s window', () => {
  it('are those that it spelled out and those of its rules, in order, each once, from the one that is on', () => {
    const occurrences = [{ startAt: at(3), endAt: at(4) }, { startAt: at(20), endAt: at(21) }, { startAt: at(19, 22), endAt: at(20, 2) }];
    expect(nextOccurrences(window({ occurrences, recurring: [nights] }), at(19, 23), 3)).toEqual([{ startAt: at(19, 22), endAt: at(20, 2) }, { startAt: at(20), endAt: at(21) }, { startAt: at(20, 22), endAt: at(21, 2) }]);
  });

  it('leave a rule without a zone out, and what is over', () => {
    expect(nextOccurrences(window({ occurrences: [{ startAt: at(3), endAt: at(4) }], recurring: [nights], timeZone: null }), at(4), 5)).toEqual([]);
  });
});

describe('the times of a tool’s window', () => {
  it('are those spelled out, in UTC, and those of its rules, in its zone', () => {
    const first = { startAt: at(3), endAt: at(4) };
    expect(timedOf(window({ occurrences: [first], recurring: [nights], timeZone: 'Europe/Berlin' }))).toEqual([{ first, recurrence: null, timeZone: 'UTC' }, { first: nights.first, recurrence: 'FREQ=DAILY', timeZone: 'Europe/Berlin' }]);
  });

  it('are not known where an entry cannot be read, or a rule has no zone; what is spelled out needs none', () => {
    expect([timedOf(window({ isPartial: true })), timedOf(window({ recurring: [nights], timeZone: null }))]).toEqual([null, null]);
    expect(timedOf(window({ timeZone: null, occurrences: [nights.first] }))).toHaveLength(1);
    expect(nextOccurrences(window({ occurrences: [{ startAt: at(5), endAt: at(6) }, { startAt: at(5), endAt: at(7) }], recurring: [nights], timeZone: null }), at(4), 5)).toEqual([{ startAt: at(5), endAt: at(6) }, { startAt: at(5), endAt: at(7) }]);
  });
});
