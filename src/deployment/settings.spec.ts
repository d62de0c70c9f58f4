import { defaultSettings, followDelay, retryDelay } from './settings.ts';

test.each([[0, 1_000], [20_000, 1_000], [60_000, 3_000], [200_000, 10_000], [3_600_000, 10_000]])('a run that is %d ms old is looked at again after %d ms', (ageMs, pauseMs) => {
  expect(followDelay(defaultSettings, ageMs)).toBe(pauseMs);
});

test('a run is never looked at more often than something that moves quickly, even where the longest pause is shorter', () => {
  expect(followDelay({ ...defaultSettings, pollMs: 1_000, pollMaxMs: 500 }, 3_600_000)).toBe(1_000);
});

test.each([[0, 2_000], [1, 2_000], [2, 4_000], [8, 256_000], [9, 300_000], [1_000, 300_000]])('after %d failed tries the next comes in %d ms', (attempts, pauseMs) => {
  expect(retryDelay(defaultSettings, attempts)).toBe(pauseMs);
});
