import type { Ask } from '../../../domain/ports/ask.ts';
import type { RecordReader } from '../../../domain/ports/connection.ts';
import type { PlannedVersion } from '../../../domain/work-item.ts';
import type { z } from 'zod';
import { HttpProblem } from '../../http/index.ts';
import type { JiraClient } from '../client.ts';
import { projectSchema, versionSchema, versionsSchema } from '../wire.ts';
import type { Version } from '../wire.ts';
import { toVersion } from './translate.ts';

/** Versions by `<PROJECT>/<name>`, one call per project, or by id, one call each and one per project they are of. */
export function versionReader(client: JiraClient): RecordReader<'version'> {
  return {
    async read(lookups, ask) {
      const names = [...new Set(lookups.map((lookup) => ('id' in lookup ? lookup.id : lookup.key)))];
      const wanted = Map.groupBy(names.flatMap((name) => nameParts(name) ?? []), ({ project }) => project.toUpperCase());
      const ids = names.filter((name) => /^\d{1,18}$/.test(name));
      const [named, numbered] = await Promise.all([
        Promise.all([...wanted].map(([project, its]) => readNamed(client, project, its, ask))),
        readNumbered(client, ids, ask),
      ]);
      const found = [...named.flat(), ...numbered];
      if (found.length < names.length) await client.proveSignIn(ask);
      return found;
    },
  };
}

/** All versions of a project; null when there is no such project, or it is hidden. */
export function projectVersions(client: JiraClient, project: string, ask: Ask): Promise<readonly Version[] | null> {
  return orNone(client, `/project/${encodeURIComponent(project)}/versions`, versionsSchema, 'reading the versions of a project', ask);
}

/** A version and the key of its project; null when there is none, or it is hidden. */
export async function versionOf(client: JiraClient, id: string, ask: Ask): Promise<PlannedVersion | null> {
  const [version] = await readNumbered(client, [id], ask);
  return version ?? null;
}

interface VersionName {
  readonly project: string;
  readonly name: string;
  readonly askedAs: string;
}

/** A project's key has no "/", a version's name may. */
function nameParts(text: string): VersionName | null {
  const [, project, name] = /^([A-Z][A-Z0-9_]{0,99})\/(.+)$/is.exec(text) ?? [];
  return project === undefined || name === undefined ? null : { project, name, askedAs: text };
}

/** Names differ in case at most where none is equal. */
async function readNamed(client: JiraClient, project: string, wanted: readonly VersionName[], ask: Ask): Promise<readonly PlannedVersion[]> {
  const origin = client.origin();
  const versions = await projectVersions(client, project, ask) ?? [];
  return wanted.flatMap(({ name, askedAs }) => {
    const equal = versions.filter((version) => version.name === name);
    const alike = equal.length > 0 ? equal : versions.filter((version) => version.name.toLowerCase() === name.toLowerCase());
    return alike.map((version) => toVersion(version, project, origin, askedAs));
  });
}

async function readNumbered(client: JiraClient, ids: readonly string[], ask: Ask): Promise<readonly PlannedVersion[]> {
  const origin = client.origin();
  const answers = await Promise.all(ids.map((id) => orNone(client, `/version/${id}`, versionSchema, 'reading a version', ask)));
  const versions = answers.flatMap((version, nth) => (version === null || version.id !== ids[nth] ? [] : [version]));
  const projectIds = [...new Set(versions.flatMap(({ projectId }) => projectId ?? []))];
  const projects = await Promise.all(projectIds.map((id) => orNone(client, `/project/${id}`, projectSchema, 'reading the project of a version', ask)));
  const keys = new Map(projects.flatMap((project) => (project === null ? [] : [[Number(project.id), project.key] as const])));
  return versions.flatMap((version) => {
    const key = keys.get(version.projectId ?? -1);
    return key === undefined ? [] : [toVersion(version, key, origin)];
  });
}

async function orNone<T>(client: JiraClient, path: string, schema: z.ZodType<T>, doing: string, ask: Ask): Promise<T | null> {
  try {
    return (await client.send({ method: 'GET', path: `${client.root}${path}`, schema, ask, doing })).body;
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return null;
    throw error;
  }
}
