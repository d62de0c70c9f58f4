import { secondsOf } from './duration.ts';

it.each([['1s', 1], ['90s', 90], ['30m', 1_800], ['2h', 7_200]])('%s is %i seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

it.each(['', '30', '30 m', '1.5h', '-1s', '1d', 'soon', '1s1s'])('"%s" is a usage error that shows how to write one', (text) => {
  expect(() => secondsOf(text)).toThrow(expect.objectContaining({ name: 'Failure', exitCode: 2, message: expect.stringContaining('write e.g. 90s, 30m or 2h') as string }) as Error);
});
