import type { RecordFinder } from '../../../domain/ports/connection.ts';
import type { JiraClient } from '../client.ts';
import { equals } from '../jql.ts';
import { toVersion } from './translate.ts';
import { projectVersions } from './version.reader.ts';

/** Versions of a project in their own order, of all names or of those that hold a text. One call: the plain list is whole. */
export function versionList(client: JiraClient): RecordFinder<'versions.list'> {
  return {
    async find({ project, text, limit }, ask) {
      // Throws for what no project can be called.
      equals('project', project);
      const origin = client.origin();
      const versions = await projectVersions(client, project, ask);
      if (versions === null || versions.length === 0) await client.proveSignIn(ask);
      const fitting = (versions ?? []).filter(({ name }) => text === null || name.toLowerCase().includes(text.toLowerCase()));
      return { records: fitting.slice(0, Math.max(0, limit)).map((version) => toVersion(version, project.toUpperCase(), origin)), isComplete: fitting.length <= limit };
    },
  };
}
