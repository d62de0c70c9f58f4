import { activeStates, deploymentStates, finalStates } from '../domain/deployment.ts';
import { advance, drawTransitions, refusals } from './advance.ts';
import { deploymentEvents, transitions } from './transitions.ts';

const pairs = deploymentStates.flatMap((state) => deploymentEvents.map((event) => [state, event] as const));

describe('advance', () => {
  it.each(pairs)('is defined for %s on %s', (state, event) => {
    const advanced = advance(state, event);
    const row = transitions.find(({ from, on }) => from === state && on === event);
    if (row) expect(advanced).toEqual({ next: row.to, because: row.because });
    else expect(advanced).toEqual({ refused: expect.any(String) as unknown, because: expect.stringMatching(/.+/) as unknown });
  });

  it('has one row at most for each state and event', () => {
    const keys = transitions.map(({ from, on }) => `${from} ${on}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('enters TRIGGERING from REVALIDATING only, and never comes back to it', () => {
    expect(transitions.filter(({ to }) => to === 'TRIGGERING').map(({ from }) => from)).toEqual(['REVALIDATING']);
    expect([...reachable('TRIGGERING')]).not.toContain('TRIGGERING');
    expect([...reachable('TRIGGERING')]).not.toContain('REVALIDATING');
  });

  it('leaves no state without a way to an end, and no end', () => {
    for (const state of deploymentStates) {
      const ways = reachable(state);
      if (finalStates.has(state)) expect([...ways].filter((one) => one !== 'BACKED_OUT')).toEqual([]);
      else expect([...ways].some((one) => finalStates.has(one))).toBe(true);
    }
  });

  it('goes through the whole life', () => {
    const life = ['PICKED_UP', 'TURN_CAME', 'TRIGGER_INTENDED', 'TRIGGER_ACCEPTED', 'RUN_SUCCEEDED', 'HEALTH_HELD', 'RECORDED'] as const;
    const states = life.reduce((gone: (typeof deploymentStates)[number][], event) => {
      const advanced = advance(gone.at(-1) ?? 'ACCEPTED', event);
      return 'next' in advanced ? [...gone, advanced.next] : gone;
    }, ['ACCEPTED']);
    expect(states).toEqual(['ACCEPTED', 'WAITING', 'REVALIDATING', 'TRIGGERING', 'RUNNING', 'VERIFYING', 'RECORDING', 'SUCCEEDED']);
  });

  it.each([
    ['TRIGGERING', 'TRIGGER_IS_OUT'], ['UNCLEAR', 'NOBODY_KNOWS'], ['VERIFYING', 'IS_LIVE'], ['RECORDING', 'IS_LIVE'], ['SUCCEEDED', 'HAS_ENDED'], ['REFUSED', 'HAS_ENDED'],
  ] as const)('refuses to cancel in %s with %s', (state, refused) => {
    expect(advance(state, 'CANCEL_ASKED')).toEqual({ refused, because: refusals[refused] });
  });

  it.each(['RUN_NAMED', 'OUTCOME_ATTESTED', 'ABSENCE_ATTESTED'] as const)('takes %s from a person for what is UNCLEAR only', (event) => {
    expect(deploymentStates.filter((state) => 'next' in advance(state, event))).toEqual(['UNCLEAR']);
    expect(advance('RUNNING', event)).toMatchObject({ refused: 'IS_NOT_UNCLEAR' });
    expect(advance('FAILED', event)).toMatchObject({ refused: 'HAS_ENDED' });
  });

  it('says OUT_OF_PLACE for what cannot happen now, and HAS_ENDED after the end', () => {
    expect(advance('WAITING', 'RUN_FOUND')).toMatchObject({ refused: 'OUT_OF_PLACE' });
    for (const state of ['TRIGGERING', 'UNCLEAR', 'VERIFYING', 'RECORDING'] as const) expect(advance(state, 'TURN_CAME')).toMatchObject({ refused: 'OUT_OF_PLACE' });
    expect(advance('FAILED', 'RUN_FOUND')).toMatchObject({ refused: 'HAS_ENDED' });
  });

  it('keeps the states between the turn and the end active', () => {
    for (const state of reachable('WAITING')) expect(activeStates.has(state) || finalStates.has(state) || state === 'WAITING').toBe(true);
  });

  it('draws itself, and the sign shows the drawing', async () => {
    const { readFile } = await import('node:fs/promises');
    const sign = await readFile(new URL('README.md', import.meta.url), 'utf8');
    expect(sign).toContain(`\`\`\`mermaid\n${drawTransitions()}\n\`\`\``);
  });
});

function reachable(state: string): ReadonlySet<(typeof deploymentStates)[number]> {
  const seen = new Set<(typeof deploymentStates)[number]>();
  const open = [state];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const { to } of transitions.filter((row) => row.from === from && row.to !== from)) {
      if (!seen.has(to)) open.push(to);
      seen.add(to);
    }
  }
  return seen;
}
