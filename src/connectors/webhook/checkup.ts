import { z } from 'zod';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Checkup } from '../../domain/ports/checkup.ts';
import { permissions } from './about.ts';
import type { WebhookClient } from './client.ts';

/** Its health, asked for with a signature. What it would do with a post only a post tells. */
export function createCheckup(client: WebhookClient, keyId: string): Checkup {
  return {
    async signIn(ask) {
      await proveKey(client, ask);
      return { account: keyId, version: null };
    },
    looks: [{ use: 'WRITE', what: 'deployments, by a signed post', permission: permissions.key }],
  };
}

export async function proveKey(client: WebhookClient, ask: Ask): Promise<void> {
  await client.read({ path: '/health', schema: z.unknown(), accepts: [200, 204], ask, doing: 'proving that the deploy service knows our key' });
}
