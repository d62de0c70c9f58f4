import { allOf, equals, mentions } from './jql.ts';

describe('JQL', () => {
  it('quotes every value', () => {
    expect(allOf(equals('project', 'PAY'), equals('fixVersion', '2.4.0')).text).toBe('project = "PAY" AND fixVersion = "2.4.0"');
  });

  it.each([
    ['x" OR project = "LED', '"x\\" OR project = \\"LED"'],
    ['back\\slash', '"back\\\\slash"'],
    ['\\" OR 1', '"\\\\\\" OR 1"'],
    ['2.4.0 ORDER BY key', '"2.4.0 ORDER BY key"'],
    ['currentUser()', '"currentUser()"'],
  ])('a value cannot leave its quotes: %j', (value, quoted) => {
    expect(equals('fixVersion', value).text).toBe(`fixVersion = ${quoted}`);
  });

  it.each(['', 'a\nb', 'a\u0000', 'x'.repeat(256)])('refuses %j, which nothing can be named', (value) => {
    expect(() => equals('fixVersion', value)).toThrow(expect.objectContaining({ name: 'UserMistake', code: 'INVALID' }) as Error);
  });

  it.each(['PAY OR LED', 'PAY"', '1PAY', 'P-1', ''])('refuses %j as a project', (value) => {
    expect(() => equals('project', value)).toThrow(expect.objectContaining({ name: 'UserMistake' }) as Error);
  });

  it('makes words of free text, without the operators of the text index', () => {
    expect(mentions('"fee* table" ~2 +x OR !über')?.text).toBe('text ~ "fee table 2 x OR über"');
    expect(mentions('2.4.0-rc_1')?.text).toBe('text ~ "2.4.0-rc_1"');
    expect(mentions(' *~" ')).toBeNull();
  });
});
