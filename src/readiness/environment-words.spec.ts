import { environmentWords, isSameEnvironment } from './environment-words.ts';

describe('environments, as people spell them', () => {
  it.each([['production', ['prod', 'prd', ' PROD ']], ['staging', ['stage', 'stg']], ['pre-production', ['preproduction', 'preprod', 'pre-prod', 'pre\u2011prod']], ['test', ['testing', 'tst']], ['development', ['dev']], ['EU-West', ['eu-west', ' eu-west']]])('%s is also %j, and no other', (name, spellings) => {
    const others = ['production', 'staging', 'pre-production', 'test', 'development', 'eu-west'].filter((one) => one !== name.toLowerCase());
    for (const word of [name, ...spellings]) expect([isSameEnvironment(word, name), isSameEnvironment(name, word), others.some((other) => isSameEnvironment(word, other))]).toEqual([true, true, false]);
  });

  it('are looked for by every word there is, each once, the longest first', () => {
    const words = environmentWords(['Production', 'EU-West-Production']);
    expect([...words].sort()).toEqual(['dev', 'development', 'eu-west-production', 'prd', 'pre-prod', 'pre-production', 'preprod', 'preproduction', 'prod', 'production', 'stage', 'staging', 'stg', 'test', 'testing', 'tst']);
    expect(words[0]).toBe('eu-west-production');
    expect(words.map(({ length }) => length)).toEqual(words.map(({ length }) => length).sort((a, b) => b - a));
  });
});
