import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describeGates } from '../../src/readiness/index.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const tableOfGates = 'test/system/every-gate.test.ts';
const gateRows = readdirSync(path.join(root, 'test/system/gates')).map((file) => read(`test/system/gates/${file}`)).join('\n');

/** null when the file has a test of that title; those of the table of gates are titled by its rows. */
function missing({ file, title }: { readonly file: string; readonly title: string }): string | null {
  if (!existsSync(path.join(root, file))) return `${file} is not there`;
  const isThere = file === tableOfGates ? gateRows.includes(`gate: '${title}',`) : read(file).replaceAll('\\\'', '\'').includes(title);
  return isThere ? null : `${file} has no test "${title}"`;
}

function proofsIn(markdown: string): readonly { readonly file: string; readonly title: string }[] {
  return [...markdown.replaceAll(/\s+/g, ' ').matchAll(/`((?:src|test)\/[\w./-]+\.ts)` "([^"]+)"/g)].map(([, file = '', title = '']) => ({ file, title }));
}

describe('docs/readiness.md', () => {
  const text = read('docs/readiness.md');
  const rows = text.split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));

  it('has a row of every gate, with the test that turns it red and green', () => {
    const shown = rows.filter(([, answer = '', proof = '']) => proofsIn(proof).some(({ file, title }) => file === tableOfGates && answer.includes(`\`${title}\``))).flatMap(([, , proof = '']) => proofsIn(proof).map(({ title }) => title));
    expect([...new Set(shown)].toSorted()).toEqual(describeGates().map(({ name }) => name).toSorted());
  });

  it('names in each row a test that shows it, or the issue that it waits for', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter(([, , proof = '']) => proofsIn(proof).length === 0 && !/^not yet \(issue \d+\)$/.test(proof))).toEqual([]);
  });

  it('names only tests that are there', () => {
    expect(proofsIn(text).map(missing).filter((reason) => reason !== null)).toEqual([]);
    expect(missing({ file: 'test/docs/readiness.test.ts', title: ['no such', 'title'].join(' ') })).toContain('has no test');
    expect(missing({ file: 'test/docs/nowhere.ts', title: 'x' })).toContain('is not there');
    expect(missing({ file: tableOfGates, title: 'nobody-knows' })).toContain('has no test');
  });
});
