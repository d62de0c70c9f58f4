import fc from 'fast-check';
import { anyOf, code, compared, contains, idIn, isAskable, literal, noneOf, oneOf, select } from './oql.ts';

it('writes queries', () => {
  expect(select('Change', [])).toBe('SELECT Change');
  expect(select('Change', [oneOf('ref', ['C-1', 'C-2', 'C-1']), noneOf('status', ['closed'])])).toBe('SELECT Change WHERE ref IN (\'C-1\',\'C-2\') AND status NOT IN (\'closed\')');
  expect(select('Server', [anyOf([idIn('id', ['1', '22']), compared('name', '=', 'a')])])).toBe('SELECT Server WHERE (id IN (1,22) OR name = \'a\')');
  expect(contains(['title', 'description'], '100%').oql).toBe('(title LIKE \'%100%%\' OR description LIKE \'%100%%\')');
});

it('quotes so that no value ends its quotes', () => {
  expect(oneOf('name', ['O\'Neill', 'DOMAIN\\host']).oql).toBe('name IN (\'O\\\'Neill\',\'DOMAIN\\\\host\')');
  fc.assert(fc.property(fc.string({ unit: 'binary' }).filter(isAskable), (value) => {
    const [, inner = ''] = /^name = '(.*)'$/s.exec(compared('name', '=', value).oql) ?? [];
    expect(inner.replace(/\\[\\']/g, '')).not.toMatch(/['\\]/);
    expect(inner.replace(/\\([\\'])/g, '$1')).toBe(value);
  }));
});

it.each(['', ' ', 'a\nb', 'a\u0000', 'a\u2028', '\ud800', 'x'.repeat(1001)])('refuses %j', (value) => {
  expect(isAskable(value)).toBe(false);
  expect(() => literal(value)).toThrow('iTop cannot be asked');
});

it('refuses a backslash where LIKE would read it as its own escape', () => {
  expect(() => contains(['name'], 'a\\b')).toThrow('iTop cannot be asked');
});

it.each(['0', '01', '-1', '1 OR 1=1', '', '1e3'])('takes %j for no id', (id) => {
  expect(() => idIn('id', [id])).toThrow(TypeError);
});

it('takes no lists of nothing, and no codes that are none', () => {
  for (const wrong of [() => oneOf('ref', []), () => idIn('id', []), () => anyOf([]), () => code('a b'), () => select('Change; DROP', [])]) expect(wrong).toThrow(TypeError);
});
