import { mkdtempSync, rmSync, writeFileSync, copyFileSync, mkdirSync } from 'node:fs';
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

it('a hub judges by the gates of a file beside its configuration, and by those written down in CEL', async () => {
  mkdirSync(path.join(folder, 'gates'));
  copyFileSync(example, path.join(folder, 'gates/no-friday-gate.mjs'));
  const plugged = await loadPlugIns(named("plugins: ['./gates/no-friday-gate.mjs']\n"));
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
      Object.assign(policy?.gates ?? {}, { 'not-planned-on-a-friday': { parameters: { days: [0, 1, 2, 3, 4, 5, 6] }, isBlocking: false }, 'service-is-named': {} });
      return JSON.stringify({ ...config, customGates: [definition] });
    },
  });
  try {
    world.moveClock(5_000); // What the seeding overwrote is scanned by then.
    const { gates } = await world.data<{ gates: readonly { readonly name: string; readonly isCustom: boolean }[] }>('{ gates { name isCustom } }');
    expect(gates.filter(({ isCustom }) => isCustom).map(({ name }) => name)).toEqual(['not-planned-on-a-friday', 'service-is-named']);
    const { release: { readiness: { outcome, verdicts } } } = await world.data<Judged>('{ release(key: "ledger-1.9.2") { readiness(environment: "production") { outcome verdicts { outcome because gate { name isCustom } } } } }');
    expect(outcome).toBe('READY');
    expect(verdicts.filter(({ gate }) => gate.isCustom).map(({ gate, outcome: its }) => [gate.name, its])).toEqual([['not-planned-on-a-friday', 'FAIL'], ['service-is-named', 'PASS']]);
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

  it('that brings a gate of a name that stands already is a mistake', async () => {
    writeFileSync(path.join(folder, 'own.mjs'), 'export const gates = ({ defineGate, z }) => ["change-is-approved", "own", "own"].map((name) => defineGate({ name, sentence: "x", why: "x", needs: ["x"], relations: [], parameters: z.unknown(), look: () => ({}) }));');
    const plugged = await loadPlugIns(named("plugins: ['./own.mjs']\n"));
    expect(gatesOf({ customGates: [] }, plugged).mistakes.map(({ message }) => message)).toEqual(['./own.mjs brings a gate change-is-approved, and there is one of that name already', './own.mjs brings a gate own, and there is one of that name already']);
    expect(gatesOf({ customGates: [] }, plugged).gates.isCustom('change-is-approved')).toBe(false);
  });
});
