import { durationMs } from './duration.ts';

describe('a duration', () => {
  it.each<[string, number | null]>([
    ['PT30M', 1_800_000], ['P7D', 604_800_000], ['P1W', 604_800_000], ['PT1H', 3_600_000], ['PT1S', 1_000], ['PT0.5S', 500], ['PT1.25S', 1_250], ['P1W2DT3H4M5S', 604_800_000 + 2 * 86_400_000 + 3 * 3_600_000 + 4 * 60_000 + 5_000], ['PT10M', 600_000], ['P10DT10H', 10 * 86_400_000 + 36_000_000], ['P12W', 12 * 604_800_000], ['PT15S', 15_000],
    ['P', null], ['PT', null], ['P1DT', null], ['P1M', null], ['30M', null], ['PT30', null], ['PT30M!', null], ['!PT30M', null], ['PT.5S', null], ['PT1.S', null], ['P1H', null], ['', null],
  ])('is what ISO 8601 says: %s', (text, milliseconds) => {
    expect(durationMs(text)).toBe(milliseconds);
  });
});
