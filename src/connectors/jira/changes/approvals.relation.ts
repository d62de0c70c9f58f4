import type { RelationReader } from '../../../domain/ports/connection.ts';
import { readReference } from '../../../domain/reference.ts';
import type { JiraClient } from '../client.ts';
import { readApprovalSteps } from './approvals.ts';
import type { ChangeOptions } from '../options.ts';
import { toApprovals } from './translate.ts';

/** Approvals of changes: one question each, for the tool has no other. Those of an issue that is no request are absent. */
export function changeApprovals(client: JiraClient, options: ChangeOptions): RelationReader<'change.approvals'> {
  return {
    async relate(identities, ask) {
      const { connection } = client.origin();
      const asked = identities.flatMap((identity) => {
        const parts = readReference(identity);
        return parts !== null && parts.connection === connection && parts.kind === 'change' && /^\d{1,18}$/.test(parts.key) ? [{ identity, id: parts.key }] : [];
      });
      const told = await Promise.all(asked.map(async ({ identity, id }) => ({ identity, steps: await readApprovalSteps(client, id, ask) })));
      if (told.some(({ steps }) => steps === null)) await client.proveSignIn(ask);
      return new Map(told.flatMap(({ identity, steps }) => (steps === null ? [] : [[identity, steps.flatMap((step) => toApprovals(step, options, connection))] as const])));
    },
  };
}
