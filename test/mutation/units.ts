import { globSync } from 'node:fs';
import path from 'node:path';

/** The rooms that judge and that deploy: what must not be wrong unnoticed. */
const rooms = ['src/readiness', 'src/domain', 'src/deployment'];

/** Specs that play thousands of cases would be played once more for each mutant; `npm run campaign:readiness` is theirs. */
const campaigns = ['**/never-greener.spec.ts', '**/contradiction.spec.ts', '**/time/recurrence.spec.ts'];

/** One folder, without those in it, or one file: what is mutated together, and has a score. */
export interface Unit {
  readonly name: string;
  readonly files: readonly string[];
  /** The specs beside them; where there are none, those of the room. */
  readonly specs: readonly string[];
  /** Those of the whole room, and of the rooms that rest on it, which are asked about what the first let by. */
  readonly wider: readonly string[];
}

/** @param only a folder or a file to keep to, from the repository's root, e.g. `src/readiness/gates/no-freeze` */
export function unitsOf(root: string, only: string): readonly Unit[] {
  const sources = rooms.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: root, exclude: ['**/*.spec.ts', '**/*.fixture.ts', 'src/deployment/testing/**'] }));
  const wanted = sources.filter((file) => file === only || file.startsWith(`${only.replace(/\/$/, '')}/`) || only === '').sort();
  return [...new Set(wanted.map((file) => path.dirname(file)))].map((folder) => {
    const [beside, wider] = [specsIn(root, `${folder}/*.spec.ts`), specsIn(root, folder.startsWith('src/deployment') ? 'src/deployment/**/*.spec.ts' : 'src/{readiness,domain}/**/*.spec.ts')];
    return { name: wanted[0] === only ? only : folder, files: wanted.filter((file) => path.dirname(file) === folder), specs: beside.length === 0 ? wider : beside, wider };
  });
}

function specsIn(root: string, glob: string): readonly string[] {
  return globSync(glob, { cwd: root, exclude: campaigns }).sort();
}
