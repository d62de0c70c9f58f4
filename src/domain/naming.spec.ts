import { namesWord } from './naming.ts';

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
