import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { gatesOf } from '../../src/server/gates-of-file.ts';
import { loadPlugIns } from '../../src/server/plug-ins.ts';
import { startWorld } from './world.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'muster-plug-ins-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

const example = path.join(import.meta.dirname, '../../docs/examples/gates/no-friday-gate.mjs');
const named = (yaml: string): string => {
  const file = path.join(folder, 'muster.yaml');
  writeFileSync(file, yaml);
  return file;
};

interface Judged { readonly release: { readonly readiness: { readonly outcome: string; readonly verdicts: readonly { readonly outcome: string; readonly because: string; readonly gate: { readonly name: string; readonly isCustom: boolean } }[] } } }

/** Puts a package where npm would, with what its package.json exports. */
function install(name: string, exports: object, files: Readonly<Record<string, string>>): void {
  const at = path.join(folder, 'node_modules', name);
  for (const [file, content] of Object.entries({ ...files, 'package.json': JSON.stringify({ name, version: '1.2.3', type: 'module', exports }) })) {
    mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    writeFileSync(path.join(at, file), content);
  }
}

/** A gate as a company publishes it: made by a function in one file, which takes its rule from another file of the package. */
const ownersPackage = {
  'lib/index.mjs': `import { isOurs } from './rule.mjs';
export const gates = ({ defineGate, finding, z }) => [defineGate({
  name: 'owner-is-ours', sentence: 'The owner of the release is one of us.', why: 'Somebody must answer.', needs: ['the release'], relations: [],
  parameters: z.strictObject({ domain: z.string().min(3) }),
  look: ({ release }, { domain }) => ({
    expected: 'an owner of ' + domain, passes: 'The owner is one of us.', nothing: { because: 'Nobody owns it.', remedy: 'Name an owner.' },
    findings: [finding(isOurs(release.ownerEmail, domain) ? 'PASS' : 'FAIL', { because: release.ownerEmail + ' owns it.', actual: release.ownerEmail, restsOn: [release.ownerEmail], remedy: 'Name one of us.' })],
  }),
})];`,
  'lib/rule.mjs': "export const isOurs = (email, domain) => email.endsWith('@' + domain);",
};

it('a hub judges by the gates of a file beside its configuration, of a package that npm installed there, and by those written down in CEL', async () => {
  mkdirSync(path.join(folder, 'gates'));
  copyFileSync(example, path.join(folder, 'gates/no-friday-gate.mjs'));
  install('@acme/muster-gates', { '.': { types: './lib/index.d.ts', default: './lib/index.mjs' } }, ownersPackage);
  const plugged = await loadPlugIns(named("plugins: ['./gates/no-friday-gate.mjs', '@acme/muster-gates']\n"));
  expect(plugged.mistakes).toEqual([]);
  const definition = {
    name: 'service-is-named', sentence: 'The change names the service of the release.', why: 'Somebody looks for it there.', expression: 'changes.all(c, c.serviceName != parameters.never)',
    because: null, remedy: 'Name it.', parameters: { never: { type: 'string', default: 'Lunch' } },
  } as const;
  const world = await startWorld({
    gates: gatesOf({ customGates: [definition] }, plugged).gates,
    configure: (yaml) => {
      const config = parse(yaml) as { policies: { name: string; gates: Record<string, object> }[]; customGates?: object[] };
      const policy = config.policies.find(({ name }) => name === 'production');
      Object.assign(policy?.gates ?? {}, { 'not-planned-on-a-friday': { parameters: { days: [0, 1, 2, 3, 4, 5, 6] }, isBlocking: false }, 'service-is-named': {}, 'owner-is-ours': { parameters: { domain: 'northbank.example' } } });
      Object.assign(config.policies.find(({ name }) => name === 'staging')?.gates ?? {}, { 'owner-is-ours': { parameters: { domain: 'elsewhere.example' } } });
      return JSON.stringify({ ...config, customGates: [definition] });
    },
  });
  try {
    world.moveClock(5_000); // What the seeding overwrote is scanned by then.
    const { gates } = await world.data<{ gates: readonly { readonly name: string; readonly isCustom: boolean }[] }>('{ gates { name isCustom } }');
    expect(gates.filter(({ isCustom }) => isCustom).map(({ name }) => name)).toEqual(['not-planned-on-a-friday', 'owner-is-ours', 'service-is-named']);
    const { release: { readiness: { outcome, verdicts } } } = await world.data<Judged>('{ release(key: "ledger-1.9.2") { readiness(environment: "production") { outcome verdicts { outcome because gate { name isCustom } } } } }');
    expect(outcome).toBe('READY');
    expect(verdicts.filter(({ gate }) => gate.isCustom).map(({ gate, outcome: its }) => [gate.name, its])).toEqual([['not-planned-on-a-friday', 'FAIL'], ['service-is-named', 'PASS'], ['owner-is-ours', 'PASS']]);
    const staging = await world.data<Judged>('{ release(key: "ledger-1.9.2") { readiness(environment: "staging") { outcome verdicts { outcome because gate { name isCustom } } } } }');
    expect(staging.release.readiness).toMatchObject({ outcome: 'NOT_READY', verdicts: expect.arrayContaining([expect.objectContaining({ outcome: 'FAIL', gate: { name: 'owner-is-ours', isCustom: true }, because: expect.stringMatching(/@northbank\.example owns it\.$/) as string })]) as unknown });
    const { environment } = await world.data<{ environment: { policy: { digest: string } } }>('{ environment(name: "production") { policy { digest } } }');
    expect(environment.policy.digest).toMatch(/^[0-9a-f]{64}$/);
  } finally {
    await world.close();
  }
});

describe('a plug-in', () => {
  it.each([
    ['that is not there', './none.mjs', '', 'cannot be loaded'], ['that nobody installed', '@acme/none', '', 'cannot be loaded'],
    ['that exports nothing', './own.mjs', 'export const x = 1;', 'exports no gates'], ['that throws', './own.mjs', 'throw new Error("boom")', 'boom'],
    ['with a gate that is none', './own.mjs', 'export const gates = [{ name: "Own" }]', 'gate 1 of ./own.mjs is none: name: must be lower case'],
  ])('%s is a mistake of the configuration, told at its line', async (_what, name, content, words) => {
    writeFileSync(path.join(folder, 'own.mjs'), content);
    const { mistakes } = await loadPlugIns(named(`plugins: ['${name}']\n`));
    expect(mistakes).toEqual([{ path: ['plugins', 0], message: expect.stringContaining(words) as string }]);
  });

  it('in a package that exports nothing to find it by is a mistake', async () => {
    install('acme-gates', { import: './lib/index.mjs' }, ownersPackage);
    expect((await loadPlugIns(named("plugins: ['acme-gates']\n"))).mistakes).toEqual([{ path: ['plugins', 0], message: expect.stringContaining('acme-gates cannot be loaded') as string }]);
  });

  it("in a package is told apart by its bytes, and its parameters are checked when a policy names it", async () => {
    const contentOf = async (rule: string) => {
      install('@acme/other', { default: './lib/index.mjs' }, { ...ownersPackage, 'lib/index.mjs': `${ownersPackage['lib/index.mjs']}${rule}` });
      const { gates: [gate] } = await loadPlugIns(named("plugins: ['@acme/other']\n"));
      return gate;
    };
    const gate = await contentOf('');
    expect([gate?.parameters.safeParse({ domain: 'x.example' }).success, gate?.parameters.safeParse({ domain: 7 }).success]).toEqual([true, false]);
    expect(gate?.definition).toMatch(/^@acme\/other [0-9a-f]{64}$/);
    expect((await contentOf('\n// Changed.'))?.definition).not.toBe(gate?.definition);
  });

  it('that brings a gate of a name that stands already is a mistake', async () => {
    writeFileSync(path.join(folder, 'own.mjs'), 'export const gates = ({ defineGate, z }) => ["change-is-approved", "own", "own"].map((name) => defineGate({ name, sentence: "x", why: "x", needs: ["x"], relations: [], parameters: z.unknown(), look: () => ({}) }));');
    const plugged = await loadPlugIns(named("plugins: ['./own.mjs']\n"));
    expect(gatesOf({ customGates: [] }, plugged).mistakes.map(({ message }) => message)).toEqual(['./own.mjs brings a gate change-is-approved, and there is one of that name already', './own.mjs brings a gate own, and there is one of that name already']);
    expect(gatesOf({ customGates: [] }, plugged).gates.isCustom('change-is-approved')).toBe(false);
  });
});

it("a package is written in TypeScript with the hub's own types, by a project with plain settings", () => {
  const root = path.join(import.meta.dirname, '../..');
  const tsc = (...words: readonly string[]) => spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), ...words], { cwd: folder, encoding: 'utf8' });
  const installed = path.join(folder, 'node_modules/muster');
  mkdirSync(installed, { recursive: true });
  copyFileSync(path.join(root, 'package.json'), path.join(installed, 'package.json'));
  expect(tsc('-p', path.join(root, 'tsconfig.gate.json'), '--outDir', path.join(installed, 'dist/types')).stdout).toBe('');
  symlinkSync(path.join(root, 'node_modules/zod'), path.join(folder, 'node_modules/zod'));
  writeFileSync(path.join(folder, 'gates.ts'), `import { defineGate, finding, unusable, z, type Facts } from 'muster/gate';
export const gates = [defineGate({
  name: 'owner-is-ours', sentence: 'x', why: 'x', needs: ['x'], relations: ['ARTIFACT'], parameters: z.strictObject({ domain: z.string() }),
  look({ release, artifacts }: Facts, { domain }) {
    const ours: boolean = release.ownerEmail.endsWith(domain);
    // @ts-expect-error The parameters are typed as their schema says.
    const wrong: number = domain;
    // @ts-expect-error A release has no such field.
    const none = release.colour;
    return { expected: domain, passes: String(wrong), nothing: { because: 'x', remedy: String(none) }, findings: artifacts.map((one) => unusable(one) ?? finding(ours ? 'PASS' : 'FAIL', { because: one.reference, actual: 'x', remedy: 'x' })) };
  },
})];
`);
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "@acme/muster-gates", "type": "module" }');
  writeFileSync(path.join(folder, 'tsconfig.json'), '{ "compilerOptions": { "target": "es2023", "module": "nodenext", "strict": true, "noEmit": true, "types": [] }, "files": ["gates.ts"] }');
  expect(tsc('-p', '.').stdout).toBe('');
});
