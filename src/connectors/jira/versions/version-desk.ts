import { z } from 'zod';
import { UserMistake } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { VersionDesk } from '../../../domain/ports/desk.ts';
import type { PlannedVersion } from '../../../domain/work-item.ts';
import type { JiraClient } from '../client.ts';
import { attempt, idOf, refusal } from '../desk/item.ts';
import { isDay } from './translate.ts';
import { versionOf } from './version.reader.ts';

/** Marks versions as released. One that is released already keeps its day; what was written is read back. */
export function versionDesk(client: JiraClient): VersionDesk {
  return {
    async release(identity, releasedOn, ask) {
      if (!isDay(releasedOn)) throw new UserMistake('INVALID', `"${releasedOn.slice(0, 40)}" is no day; write yyyy-MM-dd.`, ['releasedOn']);
      const id = idOf(client, 'version', identity);
      const before = await readVersion(client, id, ask);
      if (before.isReleased === true) return before;
      const problem = await attempt(client.send({
        method: 'PUT', path: `${client.root}/version/${id}`, json: { released: true, releaseDate: releasedOn }, schema: z.unknown(), ask, doing: `releasing the version ${before.label}`,
      }));
      if (problem?.isDefiniteRefusal === true) throw problem.status === 400 ? refusal(client, 'FORBIDDEN', `would not release ${before.label} (400); our account needs the permission Administer Projects there`) : problem;
      const after = await readVersion(client, id, ask).catch((error: unknown) => { throw problem ?? error; });
      if (after.isReleased === true && after.releasedOn === releasedOn) return after;
      throw problem ?? refusal(client, 'UNEXPECTED_ANSWER', `said that ${after.label} was released, and does not show it so`);
    },
  };
}

async function readVersion(client: JiraClient, id: string, ask: Ask): Promise<PlannedVersion> {
  const version = await versionOf(client, id, ask);
  if (version !== null) return version;
  await client.proveSignIn(ask);
  throw refusal(client, 'NOT_FOUND', `has no version with the id ${id}, or hides it from our account`);
}
