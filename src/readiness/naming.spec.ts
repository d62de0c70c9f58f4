import { greenFacts } from './green.fixture.ts';
import { literally, names, otherVersions, serviceWords, versionsOf } from './naming.ts';

const { release } = greenFacts();
const naming = { release, serviceName: 'Payments Out' };

describe('what people call a release', () => {
  it.each([
    ['payments-2.4.0', true], ['Deploy payments-2.4.0.', true], ['Deploy payments 2.4.0', true], ['PAYMENTS OUT v2.4.0+build.7', true], ['Payments Out release: 2.4.0.', true], ['payments version 2.4.0', true], ['payments\u20112.4.0', true],
    ['Deploy payments-2.4.01', false], ['Deploy payments-2.3.9', false], ['Deploy repayments-2.4.0', false], ['Deploy ledger-2.4.0', false], ['Deploy 2.4.0', false], ['payments', false], ['', false],
  ])('%j: %s', (text, isNamed) => {
    expect(names(text, naming)).toBe(isNamed);
  });

  it('is its service by key and name, or by key alone where it is not declared', () => {
    expect([serviceWords(naming), serviceWords({ release, serviceName: null })]).toEqual([['payments', 'Payments Out'], ['payments']]);
    expect(names('Payments Out 2.4.0', { release, serviceName: null })).toBe(false);
  });

  it('by other versions is told with them, each once, without the signs behind', () => {
    expect(otherVersions('Payments Out 2.3.9, payments-2.3.9 and payments 2.4.0, then payments-2.5.0-rc.1+.', naming)).toEqual(['payments-2.3.9', 'payments-2.5.0-rc.1']);
    expect(otherVersions('Deploy payments-2.4.0', naming)).toEqual([]);
    expect(versionsOf('a.b 1.2... and aXb 1.3', ['a.b'])).toEqual(['1.2']);
  });

  it('is looked for letter by letter', () => {
    const text = 'a.b*c+d?e^f$g{h}i(j)k|l[m]n\\o';
    expect([new RegExp(`^${literally(text)}$`).test(text), literally('a.b'), literally('plain')]).toEqual([true, 'a\\.b', 'plain']);
  });
});
