import fc from 'fast-check';
import { askedNames } from './asked-facts.ts';
import { factsOf, readFacts, writeFacts } from './facts-json.ts';
import { known } from './fact.ts';
import type { Facts } from './facts.ts';
import { artifactFactsOf, changeFactsOf, freezeOf, askedFacts, greenFacts, now } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';

describe('facts written down', () => {
  it('are read as they were, whatever the texts of the tools hold', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.dictionary(fc.string({ unit: 'binary' }), fc.string()), fc.jsonValue(), (text, properties, value) => {
      const facts = greenFacts({
        changes: [changeFactsOf({ title: text, description: `\u0000\ud800${text}` })],
        artifacts: [artifactFactsOf({ properties: properties as never })],
        asked: askedFacts({ freezes: known([freezeOf({ reason: text })], now) }),
        policy: { ...greenFacts().policy, gates: [{ ...greenFacts().policy.gates[0] as Facts['policy']['gates'][number], parameters: { value } }] },
      });
      const text1 = writeFacts(facts);
      expect(writeFacts(readFacts(text1))).toBe(text1);
      expect(JSON.stringify(judgeFacts(readFacts(text1), 'LIVE'))).toBe(JSON.stringify(judgeFacts(facts, 'LIVE')));
    }), { numRuns: 500 });
  });

  it('keep a record under the name __proto__ a record, and the order of keys', () => {
    const properties = JSON.parse('{"__proto__":["x"],"b":["1"],"a":["2"]}') as never;
    const text = writeFacts(greenFacts({ artifacts: [artifactFactsOf({ properties })] }));
    expect(text).toContain('{"__proto__":["x"],"b":["1"],"a":["2"]}');
    expect(writeFacts(readFacts(text))).toBe(text);
    expect(({} as Record<string, unknown>)['b']).toBeUndefined();
  });

  it.each<[string, unknown]>([['a Date', new Date(0)], ['NaN', Number.NaN], ['a Map', new Map()], ['a function', () => 1], ['a bigint', 1n], ['undefined in a list', [undefined]]])('refuse %s instead of changing it', (_name, value) => {
    const facts = { ...greenFacts(), service: { ...greenFacts().service, name: value } } as never;
    expect(() => writeFacts(facts)).toThrow(/^facts\.service\.name.* is no plain data/);
  });

  it.each<[string, string, string]>([
    ['no JSON', '{', 'it is not JSON'],
    ['another format', '{"format":"muster-facts-0","facts":{}}', 'it is not of the format muster-facts-1'],
    ['no facts', '{"format":"muster-facts-1","facts":[]}', 'it holds no facts'],
    ['a list in place of a record', '[]', 'it is not of the format'],
  ])('are refused by name when they are %s', (_name, text, why) => {
    expect(() => readFacts(text)).toThrow(why);
    expect(() => readFacts(text)).toThrow(expect.objectContaining({ code: 'INVALID', path: ['facts'] }) as Error);
  });

  it('may lack a service, a target and a plan, and nothing else, and hold what is left out', () => {
    const bare = { ...greenFacts({ service: null, target: null, plan: null }), more: undefined };
    expect(readFacts(writeFacts(bare))).toEqual({ ...bare, more: undefined });
    expect(() => factsOf({ format: 'muster-facts-1', facts: { ...greenFacts(), release: null } })).toThrow('its "release" is not a record');
  });

  it('are of a release when they were saved before back-outs were judged', () => {
    const { purpose, ...before } = greenFacts();
    expect(factsOf({ format: 'muster-facts-1', facts: before })).toMatchObject({ purpose });
    expect(() => factsOf({ format: 'muster-facts-1', facts: { ...before, purpose: 'FUN' } })).toThrow('its "purpose" is not a purpose');
  });

  it.each(Object.keys(greenFacts()).filter((part) => part !== 'purpose'))('are refused without %s', (part) => {
    const saved = JSON.parse(writeFacts(greenFacts())) as { facts: Record<string, unknown> };
    saved.facts = Object.fromEntries(Object.entries(saved.facts).filter(([key]) => key !== part));
    expect(() => factsOf(saved)).toThrow(`its "${part}" is not a`);
  });

  it.each(askedNames)('that were saved before anything asked for %s are read, and judge no greener for it', (name) => {
    const saved = JSON.parse(writeFacts(greenFacts())) as { facts: { asked: Record<string, unknown> } };
    saved.facts.asked = Object.fromEntries(Object.entries(saved.facts.asked).filter(([key]) => key !== name));
    const facts = factsOf(saved);
    expect(facts.asked[name].state).toBe('unknown');
    const before = new Set(judgeFacts(greenFacts(), 'LIVE').verdicts.filter(({ outcome }) => outcome === 'PASS').map(({ gate }) => gate));
    expect(judgeFacts(facts, 'LIVE').verdicts.filter(({ gate, outcome }) => outcome === 'PASS' && !before.has(gate))).toEqual([]);
    expect(writeFacts(greenFacts())).toBe(writeFacts(readFacts(writeFacts(greenFacts()))));
  });
});
