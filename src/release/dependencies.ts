import { UserMistake } from '../domain/error.ts';
import type { ReleasePorts } from './ports.ts';

/** Keys of other releases, each once, all of them known, none of them leading back to this one. */
export async function checkedDependencies(ports: ReleasePorts, key: string, dependsOn: readonly string[]): Promise<readonly string[]> {
  const wanted = [...new Set(dependsOn)];
  if (wanted.includes(key)) throw new UserMistake('INVALID', `${key} cannot depend on itself.`, ['dependsOn']);
  const seen = new Set<string>();
  for (let front: readonly string[] = wanted; front.length > 0;) {
    const found = await ports.releases.byKeys(front);
    const missing = front.find((one) => wanted.includes(one) && !found.has(one));
    if (missing !== undefined) throw new UserMistake('NOT_FOUND', `No release is called "${missing}".`, ['dependsOn', String(dependsOn.indexOf(missing))]);
    for (const one of front) seen.add(one);
    const next = [...found.values()].flatMap((release) => release.dependsOn);
    if (next.includes(key)) throw new UserMistake('INVALID', `${key} would depend on itself, by way of what it depends on.`, ['dependsOn']);
    front = [...new Set(next)].filter((one) => !seen.has(one));
  }
  return wanted;
}
