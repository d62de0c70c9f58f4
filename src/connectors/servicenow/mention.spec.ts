import { isMentioned } from './mention.ts';

it.each([
  'Deploys payments-2.4.0 to production', 'payments-2.4.0', 'Needed by payments-2.4.0: more', 'Ends with payments-2.4.0.', '(payments-2.4.0)', 'PAYMENTS-2.4.0, again', 'payments-2.4.0\nnext line',
])('%j names payments-2.4.0', (prose) => { expect(isMentioned('payments-2.4.0', prose)).toBe(true); });

it.each([
  'payments-2.4.0-rc1', 'payments-2.4.01', 'payments-2.4.0.1', 'mypayments-2.4.0', 'eu-payments-2.4.0', 'payments-2x4.0', 'payments-2.4.0+build7', 'payments-2.4', '', null,
])('%j does not', (prose) => { expect(isMentioned('payments-2.4.0', prose)).toBe(false); });
