import fc from 'fast-check';
import { UserMistake } from '../../domain/error.ts';
import { column, compared, contains, encode, isAskable, isSysId, noneOf, wanted } from './query.ts';

const order = { field: 'sys_id' };

it('joins conditions with ^, alternatives with ^OR, and always orders', () => {
  expect(encode([wanted([{ field: 'number', value: 'CHG1' }, { field: 'number', value: 'CHG2' }, { field: 'sys_id', value: 'abc' }]), compared('state', '!=', '4')], order)).toBe('numberINCHG1,CHG2^ORsys_idINabc^state!=4^ORDERBYsys_id');
  expect(encode([contains(['short_description', 'description'], 'payments-2.4.0'), noneOf('state', ['6', '7'])], { field: 'opened_at', isDescending: true })).toBe('short_descriptionLIKEpayments-2.4.0^ORdescriptionLIKEpayments-2.4.0^stateNOT IN6,7^ORDERBYDESCopened_at');
});

it('asks for a value with a comma by itself, and for each value once', () => {
  const names = ['Bonn, Berlin', 'Kiel', 'Kiel'].map((value) => ({ field: 'name', value }));
  expect(encode([wanted(names)], order)).toBe('nameINKiel^ORname=Bonn, Berlin^ORDERBYsys_id');
});

it.each(['x^NQsys_idISNOTEMPTY', '^', 'a\nb', 'a\r', 'a\u2028b', 'a\u0000', 'javascript:gs.getUserID()', '  JavaScript:x', '', '   ', 'x'.repeat(1001)])('refuses %j wherever a value may stand', (value) => {
  expect(isAskable(value)).toBe(false);
  for (const build of [() => wanted([{ field: 'name', value }]), () => contains(['name'], value), () => compared('name', '=', value), () => noneOf('name', [value])]) expect(build).toThrow(UserMistake);
});

it('never lets any text add a term of its own', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
    fc.pre(isAskable(value));
    expect(encode([contains(['name'], value)], order).split('^')).toHaveLength(2);
  }));
});

it('takes no column or list that is not one', () => {
  for (const name of ['State', 'a^b', 'name=', '', 'a..b', 'a.', '1a']) expect(() => column(name)).toThrow(TypeError);
  expect(column('ci_item.ref_cmdb_ci_appl.version')).toBe('ci_item.ref_cmdb_ci_appl.version');
  expect(() => wanted([])).toThrow(TypeError);
  expect(() => noneOf('state', ['6,7'])).toThrow(TypeError);
  expect(isSysId('0123456789abcdef0123456789ABCDEF')).toBe(true);
  expect(isSysId('0123456789abcdef0123456789abcde')).toBe(false);
});
