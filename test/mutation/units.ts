import { existsSync, globSync } from 'node:fs';
import path from 'node:path';

/** The rooms that judge and that deploy: what must not be wrong unnoticed. */
const rooms = ['src/readiness', 'src/domain', 'src/deployment'];

/** Files of these rooms' own are mutated one by one, since many have a spec of their own. */
const withOwnSpecs = ['src/readiness', 'src/deployment'];

/** And of these, since one of their many files is changed often, and the others are known still. */
const split = [...withOwnSpecs, 'src/domain', 'src/domain/ports', 'src/readiness/gather'];

/** Beside each gate lies what it says word for word, and the spec that reads that lies above. */
const gates = 'src/readiness/gates';

/** Specs that play hundreds of cases would play them once more for each mutant: none is shown to them. `npm run campaign:readiness` plays more. */
const long = ['src/readiness/never-greener.spec.ts', 'src/readiness/waive-laws.spec.ts', 'src/readiness/custom/never-greener.spec.ts', 'src/readiness/time/minute-by-minute.spec.ts', 'src/readiness/gates/change-matches-release/contradiction.spec.ts'];

/** One folder, without those in it, or one file of a room's own: what is mutated together. */
export interface Unit {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  /** A file's own spec, else the specs beside them; where there are none, those of the room. */
  readonly specs: readonly string[];
  /** What specs compare with, e.g. all that a gate says. */
  readonly texts: readonly string[];
  /** Those of the whole room, and of the rooms that rest on it, which are asked about what the first let by. */
  readonly wider: readonly string[];
}

/** @param only folders and files to keep to, from the repository's root, e.g. `src/readiness/gates/no-freeze`; of a file that is no unit by itself its folder is told */
export function unitsOf(root: string, only: readonly string[]): readonly Unit[] {
  const sources = rooms.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: root, exclude: ['**/*.spec.ts', '**/*.fixture.ts', 'src/deployment/testing/**'] })).sort();
  const nameOf = (file: string): string => (split.includes(path.dirname(file)) ? file : path.dirname(file));
  const wanted = sources.filter((file) => only.some((one) => file === one || file.startsWith(`${one.replace(/\/$/, '')}/`) || one === ''));
  return [...new Set(wanted.map(nameOf))].map((name) => {
    const files = sources.filter((file) => nameOf(file) === name);
    const folder = path.dirname(files[0] ?? name);
    const own = withOwnSpecs.includes(folder) ? name.replace(/\.ts$/, '.spec.ts') : name;
    const [beside, wider] = [own !== name && existsSync(path.join(root, own)) ? own : folder.startsWith(`${gates}/`) ? `{${folder},${gates}}/*.spec.ts` : `${folder}/*.spec.ts`, folder.startsWith('src/deployment') ? 'src/deployment/**/*.spec.ts' : 'src/{readiness,domain}/**/*.spec.ts'].map((glob) => specsFor(root, glob));
    return { name, folder, files, texts: globSync(`${folder}/*.txt`, { cwd: root }).sort(), specs: (beside?.length === 0 ? wider : beside) ?? [], wider: wider ?? [] };
  });
}

function specsFor(root: string, glob: string): readonly string[] {
  return globSync(glob, { cwd: root }).filter((spec) => !long.includes(spec)).sort();
}
