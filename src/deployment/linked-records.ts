import type { Environment } from '../domain/environment.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { Reading, Records } from '../domain/ports/records.ts';
import type { Assembly, ReleaseGraph } from '../domain/ports/release-graph.ts';
import type { ReadableKind, RecordTypes } from '../domain/record.ts';
import { readReference } from '../domain/reference.ts';
import { isJudged } from '../domain/release.ts';
import type { Link, LinkRelation, Release } from '../domain/release.ts';
import type { DeploymentPorts } from './ports.ts';

/** Everything that belongs to a release; nothing where the graph has no answer about it. */
export async function assemblyOf(release: Release, graph: Pick<ReleaseGraph, 'assemble'>, ask: Ask): Promise<Assembly> {
  return (await graph.assemble([release], ask)).get(release.key) ?? { links: [], gaps: [] };
}

/** The links that count for an environment; records of test connections never count for production (DESIGN §3). */
export function countingLinks(assembly: Assembly, relation: LinkRelation, environment: Environment, connections: Connections): readonly Link[] {
  return assembly.links.filter((link) =>
    link.relation === relation && isJudged(link)
    && (link.environment === null || link.environment === environment.name)
    && (!environment.isProduction || isOfProduction(link, connections)));
}

function isOfProduction(link: Link, connections: Connections): boolean {
  const connection = readReference(link.identity ?? link.reference)?.connection;
  return connection !== undefined && connections.byName(connection)?.isProduction === true;
}

/**
 * The changes a deployment acts under: declared or matched by correlation id, never merely discovered; a change that only
 * mentions a release is not moved on its behalf. Answers the identities, and what could not be read.
 */
export async function actingChanges(release: Release, environment: Environment, ports: Pick<DeploymentPorts, 'graph' | 'records' | 'connections'>, ask: Ask): Promise<{ readonly ids: readonly string[]; readonly unreadable: readonly string[] }> {
  const assembly = await assemblyOf(release, ports.graph, ask);
  const links = countingLinks(assembly, 'CHANGE', environment, ports.connections).filter(({ origin }) => origin !== 'DISCOVERED');
  const readings = await readLinked('change', links.filter(({ identity }) => identity === null), ports.records, ask);
  const learnt = readings.map(({ link, reading }) => (reading.state === 'found' ? { id: reading.value.id } : { missing: link.reference }));
  const ids = [...links.flatMap(({ identity }) => identity ?? []), ...learnt.flatMap(({ id }) => id ?? [])];
  return { ids: [...new Set(ids)], unreadable: learnt.flatMap(({ missing }) => missing ?? []) };
}

/** Reads the records behind links in one call. */
export async function readLinked<K extends ReadableKind>(kind: K, links: readonly Link[], records: Records, ask: Ask): Promise<readonly { readonly link: Link; readonly reading: Reading<RecordTypes[K]> }[]> {
  if (links.length === 0) return [];
  const names = links.map(({ identity, reference }) => identity ?? reference);
  const readings = await records.read(kind, [...new Set(names)], ask);
  return links.flatMap((link) => {
    const reading = readings.get(link.identity ?? link.reference);
    return reading === undefined ? [] : [{ link, reading }];
  });
}
