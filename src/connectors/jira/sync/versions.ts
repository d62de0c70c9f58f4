import { z } from 'zod';
import { SourceError } from '../../../domain/error.ts';
import type { RecordSync } from '../../../domain/ports/sync.ts';
import type { JiraClient } from '../client.ts';
import { toVersion } from '../versions/translate.ts';
import { projectVersions } from '../versions/version.reader.ts';
import { cursorOf } from './cursor.ts';

const cursors = cursorOf(z.object({ after: z.string().nullable() }), 'the versions of Jira');

/**
 * All versions of the projects that the connection's options name, a project a page, in order of their keys. Versions do
 * not say when they were changed, so each pass reads all. A project that is not there is an error: it was named.
 */
export function versionSync(client: JiraClient, projects: readonly string[]): RecordSync<'version'> {
  const inOrder = projects.toSorted();
  return {
    async page(cursor, ask) {
      const { after } = cursor === null ? { after: null } : cursors.read(cursor);
      const project = inOrder.find((key) => after === null || key > after) ?? inOrder[0] ?? '';
      const origin = client.origin();
      const versions = await projectVersions(client, project, ask);
      if (versions === null || versions.length === 0) await client.proveSignIn(ask);
      if (versions === null) throw new SourceError(origin.connection, { code: 'NOT_FOUND', message: `has no project ${project}, or hides it from our account; see the connection's options`, sinceAt: origin.fetchedAt, retryAt: null });
      const isLast = project === inOrder.at(-1);
      return { records: versions.map((version) => toVersion(version, project, origin)), cursor: cursors.write({ after: isLast ? null : project }), isLast, total: null, hidden: 0 };
    },
  };
}
