import { propertyText } from './properties.ts';

describe('properties in an address', () => {
  it.each([
    [{ a: ['1', '2'], b: ['x'] }, 'a=1,2;b=x'],
    [{ a: ['x,y;z=w|v\\u'] }, 'a=x\\,y\\;z\\=w\\|v\\\\u'],
    [{ 'build.name': ['pay ment', 'ä'] }, 'build.name=pay ment,ä'],
  ])('%j is written %j', (properties, text) => {
    expect(propertyText(properties)).toEqual([text]);
  });

  it('is split so that no address grows too long', () => {
    const texts = propertyText(Object.fromEntries(Array.from({ length: 40 }, (_, nth) => [`k${nth}`, ['v'.repeat(200)]])));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.every((text) => encodeURIComponent(text).length <= 4_000)).toBe(true);
    expect(texts.join(';').split(';')).toHaveLength(40);
  });

  it.each([[{}], [{ a: [] }], [{ '': ['x'] }], [{ 'a b': ['x'] }], [{ 'a(b': ['x'] }], [{ 'a=b': ['x'] }], [{ a: ['x\ny'] }], [{ a: ['v'.repeat(5_000)] }]])('refuses %j', (properties) => {
    expect(() => propertyText(properties)).toThrow(expect.objectContaining({ name: 'UserMistake', code: 'INVALID' }) as Error);
  });
});
