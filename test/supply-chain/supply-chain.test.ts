import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Entry { version?: string; integrity?: string; resolved?: string; license?: string; dev?: boolean; hasInstallScript?: boolean }
interface Floor { readonly package: string; readonly advisory: string; readonly seen: string | null }
interface Lock { lockfileVersion: number; readonly packages: Record<string, Entry> }

const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'muster-supply-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const run = (script: string, ...words: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly said: string }> => new Promise((resolve) => {
  execFile(process.execPath, [path.join(root, 'scripts/supply-chain', script), ...words], { maxBuffer: 64 * 1024 * 1024 }, (error, out, said) => { resolve({ code: error === null ? 0 : Number(error.code), out, said }); });
});

/** What the check says of our lockfile with this changed in it. */
async function checked(change: (lock: Lock) => void): Promise<{ readonly code: number; readonly said: string }> {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
  change(lock);
  const file = path.join(folder, 'package-lock.json');
  writeFileSync(file, JSON.stringify(lock));
  return run('check.mjs', file);
}

function entry(lock: Lock, name: string): Entry {
  const found = lock.packages[`node_modules/${name}`];
  if (found === undefined) throw new Error(`the lockfile has no ${name}`);
  return found;
}

describe('what is installed', () => {
  it('is whole, above the floors, and may be shipped', async () => {
    expect(await run('check.mjs')).toMatchObject({ code: 0, said: '', out: expect.stringMatching(/^\d+ packages, \d+ of them shipped: whole/) as string });
  });

  it.each<readonly [string, (lock: Lock) => void, RegExp]>([
    ['a package below its floor', (lock) => { entry(lock, 'ws').version = '8.17.0'; }, /ws: 8\.17\.0 is below .*CVE-2024-37890/],
    ['one of an older major that was never mended', (lock) => { entry(lock, 'zod').version = '2.9.9'; }, /zod: 2\.9\.9 is below/],
    ['a release candidate of the version that mended it', (lock) => { entry(lock, 'yaml').version = '2.2.2-0'; }, /yaml: 2\.2\.2-0 is below/],
    ['an exception that is shipped', (lock) => { delete (lock.packages['node_modules/jfrog-client-js/node_modules/axios'] ?? {}).dev; }, /no exception is made/],
    ['an exception that nothing needs any more', (lock) => { delete lock.packages['node_modules/jfrog-client-js/node_modules/axios']; }, /of no use any more/],
    ['a package without a hash', (lock) => { delete entry(lock, 'jose').integrity; }, /jose: no SHA-512/],
    ['a weak hash', (lock) => { entry(lock, 'jose').integrity = 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='; }, /jose: no SHA-512/],
    ['an address of a registry', (lock) => { entry(lock, 'pg').resolved = 'https://registry.example/pg.tgz'; }, /pg: "resolved"/],
    ['a package from a repository', (lock) => { Object.assign(entry(lock, 'pg'), { version: 'git+ssh://git@host.example/pg.git#abc' }); }, /pg: is no version/],
    ['a licence that may not be shipped', (lock) => { entry(lock, 'pino').license = 'AGPL-3.0-only'; }, /pino: its licence AGPL-3\.0-only/],
    ['both of two licences, one of which may not', (lock) => { entry(lock, 'pino').license = '(MIT AND GPL-3.0-only)'; }, /pino: its licence/],
    ['no licence at all', (lock) => { delete entry(lock, 'pino').license; }, /pino: its licence \(none told\)/],
    ['a script at installation that nobody knows', (lock) => { entry(lock, 'pino').hasInstallScript = true; }, /pino: runs a script/],
  ])('is complained of with %s', async (_what, change, complaint) => {
    const { code, said } = await checked(change);
    expect([code, said]).toEqual([1, expect.stringMatching(complaint)]);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('is measured by floors that each name an advisory and where it was read; those from memory alone are few, and of what is not shipped', () => {
    const { floors } = JSON.parse(readFileSync(path.join(root, 'scripts/supply-chain/floors.json'), 'utf8')) as { readonly floors: readonly Floor[] };
    const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
    expect(floors.filter(({ advisory }) => !/^(GHSA(-[23456789cfghjmpqrvwx]{4}){3}|CVE-20\d\d-\d{4,})\b/.test(advisory)).map((floor) => floor.package)).toEqual([]);
    expect(floors.filter(({ seen }) => seen !== null && !/^(github\/advisory-database$|https:\/\/)/.test(seen)).map((floor) => floor.package)).toEqual([]);
    const remembered = floors.filter(({ seen }) => seen === null).map((floor) => floor.package);
    expect(remembered.filter((name) => packages[`node_modules/${name}`]?.dev !== true)).toEqual([]);
    expect(remembered.length).toBeLessThanOrEqual(2);
  });

  it('may be one of two licences', async () => {
    expect((await checked((lock) => { entry(lock, 'pino').license = '(GPL-3.0-only OR MIT)'; })).code).toBe(0);
    expect((await checked((lock) => { entry(lock, 'pino').dev = true; entry(lock, 'pino').license = 'GPL-3.0-only'; })).code).toBe(0);
  });

  it('is listed with its licences, and as a CycloneDX bill of materials of the same packages, each with its hash and what it needs', async () => {
    const listed = (await run('licences.mjs')).out.trim().split('\n').map((line) => line.split('\t'));
    expect(listed.find(([name]) => name === 'graphql')).toEqual(['graphql', expect.stringMatching(/^16\./), 'MIT']);
    const { out } = await run('sbom.mjs');
    const bom = JSON.parse(out) as Bom;
    expect([bom.bomFormat, bom.metadata.component.name, (await run('sbom.mjs')).out === out]).toEqual(['CycloneDX', 'muster', true]);
    expect(new Set(bom.components.map(({ name, version }) => `${name}@${version}`))).toEqual(new Set(listed.map(([name = '', version = '']) => `${name}@${version}`)));
    expect(bom.components.filter(({ hashes: [hash] }) => !/^[0-9a-f]{128}$/.test(hash?.content ?? ''))).toEqual([]);
    // Whatever package.json ships is there, and from it everything else is reached.
    const needs = new Map(bom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly dependencies: object };
    expect((needs.get(bom.metadata.component['bom-ref']) ?? []).map((ref) => bom.components.find((one) => one['bom-ref'] === ref)?.name).sort()).toEqual(Object.keys(dependencies).sort());
    const reached = new Set<string>();
    const reach = (ref: string): void => { for (const next of needs.get(ref) ?? []) if (!reached.has(next)) { reached.add(next); reach(next); } };
    reach(bom.metadata.component['bom-ref']);
    expect(bom.components.map((one) => one['bom-ref']).filter((ref) => !reached.has(ref))).toEqual([]);
  });
});

interface Bom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly 'name': string; readonly 'bom-ref': string } };
  readonly components: readonly { readonly 'name': string; readonly 'version': string; readonly 'bom-ref': string; readonly 'hashes': readonly { readonly content: string }[] }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}
