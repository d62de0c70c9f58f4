import { instant, isWithin, toInstant } from './instant.ts';

describe('time', () => {
  it('is written in one way, so that it sorts', () => {
    expect(instant(new Date(Date.UTC(2026, 10, 23, 12)))).toBe('2026-11-23T12:00:00.000Z');
    expect(['2026-11-23T13:00:00+01:00', '2026-11-23T12:00:00Z', 'soon', ''].map(toInstant)).toEqual(['2026-11-23T12:00:00.000Z', '2026-11-23T12:00:00.000Z', null, null]);
  });

  it('of a window is half open: its start belongs to it, its end does not', () => {
    const window = { startAt: '2026-11-23T12:00:00.000Z', endAt: '2026-11-23T13:00:00.000Z' };
    expect(['2026-11-23T11:59:59.999Z', '2026-11-23T12:00:00.000Z', '2026-11-23T12:59:59.999Z', '2026-11-23T13:00:00.000Z'].map((moment) => isWithin(window, moment))).toEqual([false, true, true, false]);
  });
});
