import { follow } from './follow.ts';
import { Failure, UnreachableHub } from './failure.ts';
import type { DeploymentPartsFragment } from './generated/graphql.ts';
import type { Terminal } from './terminal.ts';

function standing(state: DeploymentPartsFragment['state'], more: Partial<DeploymentPartsFragment> = {}): DeploymentPartsFragment {
  return {
    __typename: 'Deployment', id: 'deployment:1', state, because: 'a sentence', needsAttention: false, serviceKey: 'payments', packageDigest: null, requestedAt: '2026-11-23T05:00:00.000Z', startAt: null, triggeredAt: null, liveAt: null,
    finishedAt: null, environment: { __typename: 'Environment', name: 'production' }, release: null, run: null, incident: null, backOutOf: null, backedOutBy: null, steps: [], ...more,
  } as DeploymentPartsFragment;
}

/** A hub whose every watch tells the next of these stories: states, then an end or a failure. */
function scene(stories: readonly (readonly (DeploymentPartsFragment | Error)[])[], shown: DeploymentPartsFragment | null | Error) {
  const printed: string[] = [];
  let watches = 0;
  const hub: Partial<Terminal['hub']> = {
    ask: () => (shown instanceof Error ? Promise.reject(shown) : Promise.resolve({ deployment: shown } as never)),
    async *watch(_document, _variables, signal): AsyncGenerator<never, undefined> {
      const story = stories[watches];
      watches += 1;
      for (const told of story ?? []) {
        await Promise.resolve();
        if (told instanceof Error) throw told;
        yield { deploymentChanged: told } as never;
      }
      // Nothing more is told: the hub keeps the stream open until the command has had enough.
      if (story === undefined) await new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); });
      return undefined;
    },
  };
  const terminal = { hub, isJson: true, print: (text: string) => printed.push(text), note: () => undefined } as unknown as Terminal;
  return { terminal, watched: () => watches, printed };
}

describe('following a deployment', () => {
  it('ends with it, and says how it ended', async () => {
    const { terminal, watched } = scene([[standing('RUNNING'), standing('RECORDING'), standing('SUCCEEDED')]], standing('RUNNING'));
    expect([await follow(terminal, 'deployment:1', 60), watched()]).toEqual([0, 1]);
  });

  it('goes on when the hub went away and came back, or ended the stream', async () => {
    const { terminal, watched } = scene([[standing('RUNNING'), new UnreachableHub('away')], [standing('RUNNING')], [standing('FAILED')]], standing('RUNNING'));
    expect([await follow(terminal, 'deployment:1', 60), watched()]).toEqual([6, 3]);
  });

  it('ends where only a person can set it right', async () => {
    const { terminal } = scene([[standing('RECORDING', { needsAttention: true })]], standing('RECORDING'));
    expect(await follow(terminal, 'deployment:1', 60)).toBe(7);
  });

  it('looks once more when the time is up', async () => {
    const { terminal } = scene([], standing('RUNNING'));
    expect(await follow(terminal, 'deployment:1', 0.05)).toBe(8);
  });

  it('follows nothing that is not there, and no failure that is not the hub\'s being away', async () => {
    await expect(follow(scene([], null).terminal, 'deployment:1', 60)).rejects.toThrow('There is no deployment deployment:1.');
    await expect(follow(scene([[new Failure('You may not.')]], standing('RUNNING')).terminal, 'deployment:1', 60)).rejects.toThrow('You may not.');
  });
});
