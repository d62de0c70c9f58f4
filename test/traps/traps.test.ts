import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Proof, Trap } from './trap.ts';

const root = path.join(import.meta.dirname, '../..');
const lists = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.traps.ts'));

/** null when the file has a test of that title. */
function missing({ file, test }: Proof): string | null {
  const place = path.join(root, file);
  if (!existsSync(place)) return `${file} is not there`;
  return readFileSync(place, 'utf8').replaceAll('\\\'', '\'').includes(test) ? null : `${file} has no test "${test}"`;
}

describe('traps of the tools’ APIs', () => {
  for (const list of lists) it(`${list}: each has a test of the stand-in and one of the connector`, async () => {
    const { traps } = await import(`./${list}`) as { readonly traps: readonly Trap[] };
    expect(traps.length).toBeGreaterThan(0);
    const proofs = traps.flatMap(({ standIn, connector }) => (standIn === null ? [connector] : [standIn, connector]));
    expect(proofs.map(missing).filter((reason) => reason !== null)).toEqual([]);
    // Recordings do not come with a clone: their specs are skipped there, and prove nothing.
    expect(proofs.filter(({ file }) => file.endsWith('/recordings.spec.ts')).map(({ test }) => test)).toEqual([]);
    expect(traps.filter(({ standIn, unplayed }) => standIn === null && unplayed === undefined).map(({ trap }) => trap)).toEqual([]);
  });

  it('a proof that is not there is told', () => {
    expect(missing({ file: 'test/traps/traps.test.ts', test: ['no such', 'title'].join(' ') })).toContain('has no test');
    expect(missing({ file: 'test/traps/nowhere.ts', test: 'x' })).toContain('is not there');
  });
});
