import { createClient as createStreamClient, NetworkError } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { bearer, describeRelease, socketAddress, type Hub } from './hub.ts';

interface Client { iterate(question: { query: string; variables: Record<string, unknown> }): AsyncIterableIterator<object>; dispose(): void | Promise<void> }

const question = (key: string): { query: string; variables: Record<string, unknown> } => ({ query: 'subscription ($key: String!) { releaseChanged(key: $key) { key description } }', variables: { key } });

export function subscriptionClients(hub: Hub): void {
  const overSocket = (authorization = bearer(hub())): Client => createSocketClient({ url: socketAddress(hub()), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization } });
  const overStream = (authorization = bearer(hub())): Client => createStreamClient({ url: `${hub().url}/stream`, retryAttempts: 0, headers: { authorization } });

  describe.each([['graphql-ws', overSocket], ['graphql-sse', overStream]] as const)('%s', (name, open) => {
    it('begins with how it stands, and tells each change', async () => {
      const client = open();
      const events = client.iterate(question('cards-3.1.0'));
      try {
        expect((await events.next()).value).toMatchObject({ data: { releaseChanged: { key: 'cards-3.1.0' } } });
        await describeRelease(hub(), 'cards-3.1.0', `For ${name}.`);
        expect((await events.next()).value).toMatchObject({ data: { releaseChanged: { description: `For ${name}.` } } });
      } finally {
        await events.return?.();
        await client.dispose();
      }
    });

    it('is told plainly that a token is not known', async () => {
      const client = open('Bearer nobody');
      const failed = await client.iterate(question('cards-3.1.0')).next().catch((error: unknown) => error);
      expect(failed instanceof NetworkError ? (failed as NetworkError<Response>).response?.status : (failed as { code?: number }).code).toBe(name === 'graphql-ws' ? 4403 : 401);
      await client.dispose();
    });
  });
}
