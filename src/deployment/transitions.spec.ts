import { readFileSync } from 'node:fs';
import { deploymentEvents, transitions } from './transitions.ts';

describe('the life of a deployment', () => {
  it('has the rows that the sign draws, and no other', () => {
    const sign = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    const drawn = [...sign.matchAll(/^ {2}(\w+) --> (\w+): (\w+)$/gm)].map(([, from, to, on]) => ({ from, on, to }));
    expect(transitions.map(({ from, on, to }) => ({ from, on, to }))).toEqual(drawn);
  });

  it('says why in a sentence', () => {
    for (const { because } of transitions) expect(because).toMatch(/^[A-Z].*\.$/);
  });

  it('uses each event, and none that is not listed', () => {
    expect([...new Set(transitions.map(({ on }) => on))].sort()).toEqual([...deploymentEvents].sort());
  });
});
