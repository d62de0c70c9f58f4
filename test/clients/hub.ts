import type { Fault } from '../../sandbox/kernel/index.ts';
import { setFaults } from '../system/judging.ts';
import type { World } from '../system/world.ts';

/** The hub that all clients of this folder ask; there once the tests run. */
export type Hub = () => World;

export const bearer = (world: World): string => `Bearer ${world.sandbox.tokens.releaseManager}`;
export const socketAddress = (world: World): string => world.url.replace('http', 'ws');

/** Every release that the sandbox's story begins with, in the order in which pages tell them. */
export async function allKeys(world: World): Promise<readonly string[]> {
  return (await world.data<{ releases: { nodes: readonly { key: string }[] } }>('{ releases(first: 100) { nodes { key } } }')).releases.nodes.map(({ key }) => key);
}

/** What is asked while Jira does not answer: a change of ServiceNow's, and work that was never read before. */
export const partial = 'query Partial { change(reference: "servicenow:change:CHG0030002") { id number } workItem(reference: "jira:work-item:PAY-1") { id key } }';

export async function withoutJira<T>(world: World, ask: () => Promise<T>): Promise<T> {
  const down: Fault = { kind: 'status', status: 503 };
  await setFaults(world.sandbox.tools.jira, down);
  try {
    return await ask();
  } finally {
    await setFaults(world.sandbox.tools.jira);
  }
}

/** Changes what a release says of itself, so that whoever watches it hears of it. */
export async function describeRelease(world: World, key: string, description: string): Promise<void> {
  await world.data('mutation ($input: UpdateReleaseInput!) { updateRelease(input: $input) { userErrors { message } } }', { input: { key, description } });
}
