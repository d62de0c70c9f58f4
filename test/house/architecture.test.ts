import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { mayImport } from './arrows.ts';
import { importsBelow, importsOf } from './imports.ts';
import { brokenRules } from './judge.ts';

const root = path.join(import.meta.dirname, '../..');
const src = path.join(root, 'src');

describe('the house', () => {
  it('keeps every arrow, every package home and every sibling apart', () => {
    const imports = importsBelow(src);
    expect(imports.length).toBeGreaterThan(50);
    expect(brokenRules(imports)).toEqual([]);
  });

  it('has only rooms that the table knows, each with a sign', () => {
    const rooms = readdirSync(src).filter((name) => statSync(path.join(src, name)).isDirectory());
    expect(rooms.filter((room) => mayImport[room] === undefined)).toEqual([]);
    expect(rooms.filter((room) => !existsSync(path.join(src, room, 'README.md')))).toEqual([]);
  });

  it('keeps sandbox, explorer and src apart', () => {
    const leaving = (folder: string, other: string): readonly string[] =>
      importsBelow(path.join(root, folder)).filter(({ to, isPackage }) => !isPackage && to.includes(`../${other}/`)).map(({ from, to }) => `${from} → ${to}`);
    expect(leaving('sandbox', 'src')).toEqual([]);
    expect(leaving('src', 'sandbox')).toEqual([]);
    expect(leaving('explorer', 'src')).toEqual([]);
    expect(leaving('src', 'explorer')).toEqual([]);
  });

  it('lists every connector and every gate on disk exactly once in its room’s index', () => {
    for (const [folder, ignored] of [['connectors', ['http']], ['readiness/gates', []]] as const) {
      const onDisk = readdirSync(path.join(src, folder)).filter((name) => statSync(path.join(src, folder, name)).isDirectory() && !(ignored as readonly string[]).includes(name));
      const listed = importsBelow(path.join(src, folder)).filter(({ from, to }) => from === 'index.ts' && to.endsWith('/index.ts')).map(({ to }) => path.posix.dirname(to)).filter((name) => !(ignored as readonly string[]).includes(name));
      expect([...listed].sort()).toEqual([...onDisk].sort());
    }
  });
});

describe('the architecture test bites', () => {
  it.each([
    ['domain/change.ts', '../store/index.ts', 'may not import'],
    ['connectors/jira/index.ts', '../../mirror/index.ts', 'may not import'],
    ['resolvers/release.resolver.ts', '../store/index.ts', 'may not import'],
    ['readiness/index.ts', '../deployment/index.ts', 'may not import'],
    ['cli/main.ts', '../domain/error.ts', 'may not import'],
    ['mirror/index.ts', '../server/main.ts', 'may not import'],
    ['release/seal.ts', '../../sandbox/bank/bank.ts', 'leaves src'],
    ['cellar/wine.ts', './barrel.ts', 'no room of the house'],
    ['connectors/jira/client.ts', 'axios', 'whose home is connectors/http'],
    ['release/seal.ts', '@mikro-orm/core', 'whose home is store'],
    ['domain/change.ts', 'type-graphql', 'whose home is'],
    ['resolvers/release.resolver.ts', 'dataloader', 'whose home is loaders'],
    ['connectors/jira/index.ts', '../servicenow/client.ts', 'sibling'],
    ['readiness/gates/plan-is-agreed/index.ts', '../change-is-approved/index.ts', 'sibling'],
    ['deployment/steps/trigger/index.ts', '../follow-run/index.ts', 'sibling'],
  ])('a planted import in %s of %s', (file, imported, words) => {
    expect(brokenRules(importsOf(file, `import { x } from '${imported}';`)).join()).toContain(words);
  });

  it('sees type imports, re-exports and dynamic imports', () => {
    for (const statement of [`import type { X } from '../store/index.ts';`, `export * from '../store/index.ts';`, `const x = await import('../store/index.ts');`]) {
      expect(brokenRules(importsOf('domain/change.ts', statement))).toHaveLength(1);
    }
  });

  it('lets honest imports through', () => {
    expect(brokenRules(importsOf('connectors/jira/index.ts', `import { a } from '../http/index.ts'; import { b } from '../../domain/change.ts'; import fs from 'node:fs';`))).toEqual([]);
  });
});
