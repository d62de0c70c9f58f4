import { durationMs } from './duration.ts';

it.each([['P7D', 604_800_000], ['PT30M', 1_800_000], ['P1W', 604_800_000], ['P1DT2H3M4S', 93_784_000], ['-PT1S', -1_000], ['+P1D', 86_400_000]])('reads %s', (text, expected) => {
  expect(durationMs(text)).toBe(expected);
});

it.each(['', 'P', 'PT', 'P1DT', '7D', 'P1M', 'P1Y', 'PT1.5H', 'one week'])('refuses "%s" with how to write it', (text) => {
  expect(() => durationMs(text)).toThrow(`"${text}" is no ISO 8601 duration. Write e.g. P7D or PT30M.`);
});
