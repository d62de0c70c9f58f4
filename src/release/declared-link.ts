import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import { parseReference } from '../domain/reference.ts';
import type { Link } from '../domain/release.ts';
import { newLink, relationOf } from './new-link.ts';
import type { ReleasePorts } from './ports.ts';
import { environmentOf } from './standing-release.ts';

/** A record that a person says belongs to a release, for one environment or (left out) for every one. */
export interface RecordLink {
  readonly reference: string;
  readonly environment?: string | null;
}

/** The edge a person draws; it stands even while the tool is down, and is read when it is first asked for. */
export function declaredLink(ports: ReleasePorts, { actor }: Viewer, releaseKey: string, { reference, environment }: RecordLink, path: readonly string[]): Link {
  const { kind, key } = parseReference(reference, [...path, 'reference']);
  if (kind === 'build' && !/.\/./.test(key)) throw new UserMistake('INVALID', `"${reference}" names no build: write <connection>:build:<name>/<number>.`, [...path, 'reference']);
  if ((kind === 'bundle' || kind === 'version') && !/.\/./.test(key)) throw new UserMistake('INVALID', `"${reference}" names no ${kind}: write <connection>:${kind}:<name>/<version>.`, [...path, 'reference']);
  const relation = relationOf(kind);
  if (relation === null) throw new UserMistake('INVALID', `"${reference}" is a ${kind}, which belongs to no release.`, [...path, 'reference']);
  if (environment != null) environmentOf(ports, environment, [...path, 'environment']);
  return newLink(releaseKey, { relation, reference, identity: null, environment: environment ?? null, origin: 'DECLARED', by: actor.name }, instant(ports.clock.now()));
}
