import { durationOf } from '../../resolvers/duration.ts';
import { durationMs } from '../../domain/duration.ts';

describe('ISO 8601 durations', () => {
  it.each([['PT2S', 2_000], ['PT0.5S', 500], ['PT30M', 1_800_000], ['PT1H30M', 5_400_000], ['P7D', 604_800_000], ['P1W', 604_800_000], ['P1DT1S', 86_401_000], ['PT0S', 0]])('%s is %d ms', (text, milliseconds) => {
    expect(durationMs(text)).toBe(milliseconds);
  });

  it.each(['', 'P', 'PT', 'P1DT', '2s', 'PT2', 'P1M', 'P1Y', '-PT2S', 'PT2S '])('%p is none', (text) => {
    expect(durationMs(text)).toBeNull();
  });

  it('are written so that they can be read again', () => {
    for (const milliseconds of [0, 500, 2_000, 61_000, 5_400_000, 604_800_000]) expect(durationMs(durationOf(milliseconds))).toBe(milliseconds);
  });
});
