import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { writeFacts } from '../../src/readiness/facts-json.ts';
import { greenFacts, workFactsOf } from '../../src/readiness/green.fixture.ts';
import { muster, type Said } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(60_000);

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'muster-policy-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

/** Its secret is not at hand, and no tool is there. */
const good = `environments: [{ name: production, isProduction: true, policy: strict }]
connections: [{ name: jira, system: JIRA, url: "https://jira.example", auth: { bearer: "\${env:NOT_AT_HAND}" } }]
plugins: ['./own.mjs']
customGates:
  - name: planned-for-this-version
    sentence: Every work item is planned for the version of the release.
    why: What nobody planned for it, nobody has tested with it.
    expression: 'workItems.all(w, release.version in w.fixVersions)'
    remedy: Set the fix version.
policies:
  - name: strict
    version: 2
    gates: { plan-is-agreed: , planned-for-this-version: , own: }
    requiredAgreements: [CHANGE_AUTHORITY]
`;
const plugIn = `export const gates = ({ defineGate, finding, z }) => [defineGate({ name: 'own', sentence: 'It is ours.', why: 'x', needs: ['x'], relations: [], parameters: z.strictObject({}),
  look: () => ({ expected: 'x', passes: 'It is ours.', nothing: { because: 'x', remedy: 'x' }, findings: [finding('PASS', { because: 'x', actual: 'x' })] }) })];`;

const put = (name: string, content: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const policy = (...words: readonly string[]): Promise<Said> => muster(['policy', ...words], { env: {} });
beforeEach(() => { put('own.mjs', plugIn); });

it('check says of a right file that it is, secrets or none', async () => {
  const { code, stdout, stderr } = await policy('check', put('muster.yaml', good));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('no mistake. Policies: strict 2; gates in CEL: 1; plug-ins: 1.');
});

it('check tells every mistake of what is judged, with its line', async () => {
  const wrong = good.replace('w.fixVersions', 'w.nope').replace('./own.mjs', './none.mjs').replace('plan-is-agreed', 'plan-is-agred');
  const { code, stderr } = await policy('check', put('muster.yaml', wrong));
  expect(code).toBe(1);
  expect(stderr).toMatch(/muster\.yaml:3 {2}plugins\[0\]: \.\/none\.mjs cannot be loaded/);
  expect(stderr).toMatch(/muster\.yaml:8 {2}customGates\[0\]\.expression: at letter .*nope/);
  expect(stderr).toMatch(/muster\.yaml:13 {2}policies\[0\]\.gates\.plan-is-agred/);
  expect(stderr).not.toContain('NOT_AT_HAND');
});

it('test judges saved facts as the hub would, offline', async () => {
  const file = put('muster.yaml', good);
  const facts = put('facts.json', writeFacts(greenFacts()));
  const ready = await policy('test', file, '--facts', facts);
  expect(ready).toMatchObject({ code: 0, stderr: '' });
  expect(ready.stdout).toContain('payments-2.4.0 → production: READY   (policy strict 2');
  expect(ready.stdout.match(/ PASS /g)).toHaveLength(3);
  const red = put('red.json', writeFacts(greenFacts({ workItems: [workFactsOf({ fixVersions: ['2.5.0'] })] })));
  expect(await policy('test', file, '--facts', red)).toMatchObject({ code: 3, stdout: expect.stringContaining('do        Set the fix version.') as string });
  const dark = put('dark.json', writeFacts(greenFacts({ workItems: [workFactsOf({ fixVersions: null })] })));
  expect((await policy('test', file, '--facts', dark)).code).toBe(5);
  expect(await policy('test', file, '--facts', red, '--expect', 'planned-for-this-version=FAIL', '--expect', 'own=PASS')).toMatchObject({ code: 0 });
  expect(await policy('test', file, '--facts', red, '--expect', 'planned-for-this-version=PASS', '--expect', 'moon=PASS')).toMatchObject({
    code: 1, stderr: 'Expected planned-for-this-version to be PASS; it is FAIL.\nExpected moon to be PASS; it is not in the policy.\n',
  });
  const { stdout } = await policy('test', file, '--facts', red, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'NOT_READY', policy: { name: 'strict', version: '2' } });
});

it.each([[['test', 'x.yaml'], 2], [['check'], 2], [['judge', 'x'], 2], [['test', 'x.yaml', '--fact', 'y'], 2], [['check', '/none/muster.yaml'], 1], [['--help'], 0]] as const)('muster policy %p exits %i', async (words, code) => {
  expect((await policy(...words)).code).toBe(code);
});

it('test takes no facts that nobody saved', async () => {
  const { code, stderr } = await policy('test', put('muster.yaml', good), '--facts', put('facts.json', '{}'));
  expect(code).toBe(1);
  expect(stderr).toContain('These are no facts that Muster saved');
});
