import type { Change } from './change.ts';
import type { ConfigurationItem } from './configuration-item.ts';
import { environmentSaid, namesWord, textOf } from './naming.ts';

describe('namesWord', () => {
  it.each(['payments-2.4.0', 'Deploys Payments-2.4.0.', '(payments-2.4.0)', 'for payments-2.4.0, at last', 'payments-2.4.0\n', '- payments-2.4.0 - now'])('finds the key in %j', (text) => {
    expect(namesWord(text, 'payments-2.4.0')).toBe(true);
  });

  it.each(['payments-2.4.0-rc1', 'payments-2.4.01', 'payments-2.4.0.1', 'old-payments-2.4.0', 'payments-2x4x0', 'payments-2.4.0+b1', 'payments-2.4.0é', ''])('does not find it in %j', (text) => {
    expect(namesWord(text, 'payments-2.4.0')).toBe(false);
  });

  it('keeps production and non-production apart', () => {
    expect(namesWord('rehearsed in non-production', 'production')).toBe(false);
    expect(namesWord('goes to Production', 'production')).toBe(true);
  });
});

describe('the environment that a change says it goes to', () => {
  const environments = ['test', 'staging', 'Production'];
  const said = (title: string | null, description: string | null, ...places: readonly (string | null)[]) => environmentSaid({ title, description } as Change, places.map((environment) => ({ environment }) as ConfigurationItem), environments);

  it('is its items’ own, whatever its text says', () => {
    expect([said('for staging', null, 'PRODUCTION'), said('for staging', null, 'production', null, 'Production')]).toEqual(['Production', 'Production']);
  });

  it('is none where its items are in several, or in one that nobody configured', () => {
    expect([said('for staging', null, 'production', 'test'), said('for staging', null, 'attic')]).toEqual([null, null]);
  });

  it('is the only one that its text names where no item has one', () => {
    expect([said('for Staging', null), said(null, 'then production', null), said('staging', 'and production'), said('somewhere', null), said(null, null)]).toEqual(['staging', 'Production', null, null, null]);
  });
});

describe('the text of a change', () => {
  it('is all that it says in words, and null when all of it is hidden', () => {
    expect([{ title: 'A', description: 'B' }, { title: null, description: 'B' }, { title: 'A', description: null }, { title: null, description: null }].map(textOf)).toEqual(['A\nB', 'B', 'A', null]);
  });

  it('is looked through for a word that holds signs of its own', () => {
    expect([namesWord('a+b (c) is there', 'a+b (c)'), namesWord('aab c', 'a+b (c)'), namesWord('x[1]', 'x[1]'), namesWord('x1', 'x[1]')]).toEqual([true, false, true, false]);
  });
});
