import { isSameEnvironment } from './environment-words.ts';
import { isNewerVersion, isSameVersion, plainly } from './version.ts';

describe('versions, as people mean them', () => {
  it.each([['v2.4.0', '2.4.0'], ['2.4.0+build.7', '2.4.0'], ['V2.4.0', 'v2.4.0+build.7'], [' 2.4.0 ', '2.4.0'], ['2.4.0-RC1', '2.4.0-rc1'], ['2.4.0\u2011rc1', '2.4.0-rc1'], ['2.4.0+build.7', 'v2.4.0+BUILD.7']])('%s is %s', (one, other) => {
    expect([isSameVersion(one, other), isSameVersion(other, one)]).toEqual([true, true]);
  });

  it.each([['2.4.0', '12.4.0'], ['2.4.0', '2.4.01'], ['2.4.0', '2.4'], ['2.4.0-rc1', '2.4.0'], ['2.4.0+build.7', '2.4.0+build.8'], ['2.4.0+a+b', '2.4.0+ab'], ['2.4.0-v1', '2.4.0-1']])('%s is not %s', (one, other) => {
    expect([isSameVersion(one, other), isSameVersion(other, one)]).toEqual([false, false]);
  });

  it('are newer by number, and in no order when they hold more than numbers', () => {
    expect([isNewerVersion('2.10.0', '2.9.9'), isNewerVersion('2.9.9', 'v2.10.0'), isNewerVersion('2.4.0+build.9', '2.4.0'), isNewerVersion('2.4', '2.4.0'), isNewerVersion('3.0.0-rc1', '2.4.0'), isNewerVersion('3.0.0', '2.4.0-rc1')]).toEqual([true, false, false, false, false, false]);
    expect([isNewerVersion('12.0.0', '9.0.0'), isNewerVersion('2.4.0.1', '2.4.0'), isNewerVersion('2.4.0', '2.4.0.1')]).toEqual([true, true, false]);
  });

  it('stand in texts of any hyphen, width and hidden mark', () => {
    expect(plainly('payments\u20112.4.0 \uFF12.4.0 2\u200B.4')).toBe('payments-2.4.0 2.4.0 2.4');
  });
});

describe('environments, as people spell them', () => {
  it.each([['PROD', 'production', true], [' Production ', 'prd', true], ['Stage', 'staging', true], ['pre-prod', 'production', false], ['Live', 'production', false], ['eu-west', 'EU-WEST', true]])('%s and %s: %s', (one, other, isSame) => {
    expect(isSameEnvironment(one, other)).toBe(isSame);
  });
});
