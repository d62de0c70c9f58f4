import { UserMistake } from '../domain/error.ts';
import type { Environment } from '../domain/environment.ts';
import type { Release } from '../domain/release.ts';
import type { ReleasePorts } from './ports.ts';

/** The release of this key; UserMistake NOT_FOUND when there is none. */
export async function releaseOf({ releases }: ReleasePorts, key: string, path: readonly string[]): Promise<Release> {
  const release = (await releases.byKeys([key])).get(key);
  if (release === undefined) throw new UserMistake('NOT_FOUND', `No release is called "${key}".`, path);
  return release;
}

/** As releaseOf; UserMistake CONFLICT when it is over: a cancelled or closed release changes no more. */
export async function standingRelease(ports: ReleasePorts, key: string, path: readonly string[]): Promise<Release> {
  const release = await releaseOf(ports, key, path);
  if (release.canceledAt !== null) throw new UserMistake('CONFLICT', `${key} was cancelled at ${release.canceledAt}, and changes no more.`, path);
  if (release.closedAt !== null) throw new UserMistake('CONFLICT', `${key} was closed at ${release.closedAt}, and changes no more.`, path);
  return release;
}

/** The configured environment of this name; UserMistake NOT_FOUND when there is none. */
export function environmentOf({ catalogue }: ReleasePorts, name: string, path: readonly string[]): Environment {
  const environment = catalogue.environment(name);
  if (environment === undefined) throw new UserMistake('NOT_FOUND', `No environment is called "${name}"; there are ${catalogue.environments.map((one) => one.name).join(', ')}.`, path);
  return environment;
}
