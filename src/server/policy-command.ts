import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigurationError, MusterError } from '../domain/error.ts';
import type { Readiness } from '../domain/readiness.ts';
import { judgeFacts, policyFor, readFacts, type GateSet } from '../readiness/index.ts';
import { catalogueOf } from './config/catalogue.ts';
import { lookInto } from './config/read-file.ts';
import type { FileShape } from './config/shape.ts';
import { gatesOf } from './gates-of-file.ts';
import { loadPlugIns } from './plug-ins.ts';
import { policyMistakes } from './policy-mistakes.ts';

/** A judgement as the command line shows it. */
export type ToldReadiness = Omit<Readiness, 'verdicts'> & { readonly release: { readonly owner: { readonly name: string } }; readonly verdicts: readonly (Omit<Readiness['verdicts'][number], 'gate'> & { readonly gate: { readonly name: string; readonly sentence: string } })[] };

/** Where a command speaks to; the words of a judgement are the command line's own, handed in by whoever starts both. */
export interface PolicyTerminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly readinessText: (key: string, environment: string, readiness: ToldReadiness) => string;
}

const usage = `Usage: muster policy check FILE
       muster policy test FILE --facts SAVED.json [--policy NAME] [--expect GATE=OUTCOME …] [--json]

Both work offline, on a muster.yaml and on facts saved by muster readiness KEY --env E --save-facts SAVED.json.
check   exits 0 when policies, gates of its own and plug-ins are right, 1 with every mistake and its line
test    judges the facts by the file's policy: 0 ready, 3 not ready, 5 undetermined; with --expect 0 when all of it is so, else 1`;

/** Parts of the file that say what is judged; secrets and tools need not be at hand to try them. */
const judging = /^(policies|customGates|plugins|environments|\(syntax\)|\(file\))/;

/** `muster policy …`: the hub's own judging, without a hub. Answers the exit code. */
export async function policyCommand(words: readonly string[], terminal: PolicyTerminal): Promise<number> {
  try {
    const { values, positionals: [verb, file, ...more] } = parseArgs({
      args: [...words], allowPositionals: true,
      options: { facts: { type: 'string' }, policy: { type: 'string' }, expect: { type: 'string', multiple: true }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return said(terminal, usage, 0);
    if (verb === 'check' && file !== undefined && more.length === 0) return await check(file, terminal);
    if (verb === 'test' && file !== undefined && more.length === 0 && values.facts !== undefined) return await test(file, { ...values, facts: values.facts, expect: values.expect ?? [] }, terminal);
    return complained(terminal, usage, 2);
  } catch (error) {
    if (error instanceof MusterError) return complained(terminal, error.message, 1);
    if (error instanceof TypeError && 'code' in error) return complained(terminal, `${error.message}\n\n${usage}`, 2);
    throw error;
  }
}

async function check(file: string, terminal: PolicyTerminal): Promise<number> {
  const { read } = await rightOf(file);
  const policies = read.policies.map(({ name, version }) => `${name} ${version}`).join(', ');
  return said(terminal, `${file}: no mistake. Policies: ${policies}; gates in CEL: ${read.customGates.length}; plug-ins: ${read.plugins.length}.`, 0);
}

interface TestOptions { readonly facts: string; readonly policy?: string; readonly expect: readonly string[]; readonly json?: boolean }

async function test(file: string, options: TestOptions, terminal: PolicyTerminal): Promise<number> {
  const { read, gates } = await rightOf(file);
  const facts = readFacts(textOf(options.facts));
  const { policies, environments } = catalogueOf(read, gates);
  const wanted = options.policy ?? environments.find(({ name }) => name === facts.environment.name)?.policy;
  const policy = policies.find(({ name }) => name === wanted);
  if (policy === undefined) return complained(terminal, `${file} has no policy ${wanted ?? `for ${facts.environment.name}, the environment of the facts`}: name one with --policy, of ${policies.map(({ name }) => name).join(', ')}.`, 1);
  const readiness = judgeFacts({ ...facts, policy: policyFor(policy, facts.purpose) }, 'LIVE', gates);
  // Nobody is looked up offline: the owner goes by the address that the facts hold.
  const told: ToldReadiness = { ...readiness, release: { owner: { name: facts.release.ownerEmail } }, verdicts: readiness.verdicts.map((verdict) => ({ ...verdict, gate: { name: verdict.gate, sentence: gates.of(verdict.gate)?.sentence ?? verdict.gate } })) };
  terminal.print(options.json === true ? JSON.stringify(told, null, 2) : terminal.readinessText(readiness.releaseKey, readiness.environment, told));
  if (options.expect.length === 0) return { READY: 0, NOT_READY: 3, UNDETERMINED: 5 }[readiness.outcome];
  const wrong = options.expect.flatMap((one) => unmet(one, readiness));
  return wrong.length === 0 ? 0 : complained(terminal, wrong.join('\n'), 1);
}

function unmet(expectation: string, { verdicts }: Readiness): readonly string[] {
  const [gate, outcome] = expectation.split('=');
  const found = verdicts.find((verdict) => verdict.gate === gate)?.outcome ?? 'not in the policy';
  return found === outcome ? [] : [`Expected ${gate ?? ''} to be ${outcome ?? '(write GATE=OUTCOME)'}; it is ${found}.`];
}

/** The file as far as judging goes. @throws ConfigurationError for mistakes in that part. */
async function rightOf(file: string): Promise<{ readonly read: FileShape; readonly gates: GateSet }> {
  const plugged = await loadPlugIns(file);
  const { read, mistakes } = lookInto(file, process.env, (shape) => policyMistakes(shape, plugged));
  const its = mistakes.filter(({ key }) => judging.test(key));
  if (its.length > 0) throw new ConfigurationError(file, its);
  return { read, gates: gatesOf(read, plugged).gates };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError(file, [{ line: null, key: '(file)', message: 'cannot be read: name a file that muster readiness --save-facts wrote' }]);
  }
}

function said({ print }: PolicyTerminal, text: string, code: number): number {
  print(text);
  return code;
}

function complained({ complain }: PolicyTerminal, text: string, code: number): number {
  complain(text);
  return code;
}
