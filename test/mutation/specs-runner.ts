import { globSync } from 'node:fs';
import path from 'node:path';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext, type StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, MutantRunStatus, TestStatus, type DryRunOptions, type DryRunResult, type MutantRunOptions, type MutantRunResult, type TestRunner } from '@stryker-mutator/api/test-runner';
import { nearestFirst } from './nearest-first.ts';
import { SpecFile } from './spec-file.ts';
import { readAsJestDoes } from './transform.ts';

interface Options extends StrykerOptions {
  /** Globs of the specs that may notice a change. */
  readonly specs: readonly string[];
}

/** So much memory (bytes) may old rounds of modules take, which are never freed, before the process is given up for another. */
const mostMemory = 1.5e9;

/** What the specs made of one mutant. */
type Look = { readonly failed: null; readonly tests: number } | { readonly failed: { readonly spec: string; readonly id: string | null; readonly failure: string }; readonly tests: number };

/**
 * Runs specs for Stryker in one process that keeps them and every package loaded, which is what makes a mutant cost
 * milliseconds. jest loads all of it anew for each of them: seconds, of which the tests are the least.
 *
 * The price of shared modules is state that one mutant leaves to the next, so neither answer is taken on trust: what failed
 * must pass again without the mutant, and what survived must have been run as often as without the mutant (nothing that it would have
 * made was still at hand), or survive among modules that are loaded anew.
 */
export class SpecsRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  private readonly folder = process.cwd();
  private readonly loaded = new Map<string, SpecFile>();
  private readonly names: readonly string[];
  private readonly nextRound: () => void;

  constructor(options: StrykerOptions) {
    this.names = (options as Options).specs.flatMap((glob) => globSync(glob, { cwd: this.folder })).sort();
    this.nextRound = readAsJestDoes(this.folder);
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    const tests: { id: string; name: string; fileName: string; timeSpentMs: number; status: TestStatus.Success }[] = [];
    for (const name of this.names) {
      const spec = await this.load(name);
      const ran = await spec.run({ ids: null, bail: false, onTest: (id) => { context().currentTestId = id ?? name; } });
      Reflect.deleteProperty(context(), 'currentTestId');
      const broken = ran.find(({ failure }) => failure !== null);
      if (broken !== undefined) return { status: DryRunStatus.Error, errorMessage: `${broken.id} fails without any change: ${broken.failure ?? ''}` };
      tests.push(...ran.map(({ id, tookMs }) => ({ id, name: id, fileName: path.join(this.folder, name), timeSpentMs: tookMs, status: TestStatus.Success as const })));
      shareOut(name, ran.map(({ id }) => id));
    }
    const { mutantCoverage } = context();
    return { status: DryRunStatus.Complete, tests, ...(coverageAnalysis === 'off' || mutantCoverage === undefined ? {} : { mutantCoverage }) };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    // Stryker starts another process when a runner throws, and asks that one.
    if (process.memoryUsage.rss() > mostMemory) throw new Error('Too many rounds of modules are in memory.');
    if (options.reloadEnvironment) this.forget();
    const first = await this.lookAt(options);
    const isTrusted = options.reloadEnvironment || isEndless(options) || (first.failed === null ? wasRunAsOften(options) : await this.passesUnchanged(first.failed));
    if (!isTrusted) this.forget();
    const { failed, tests } = isTrusted ? first : await this.lookAt(options);
    if (isEndless(options)) return { status: MutantRunStatus.Timeout, reason: 'It goes on for ever.' };
    if (failed === null) return { status: MutantRunStatus.Survived, nrOfTests: tests };
    return { status: MutantRunStatus.Killed, killedBy: [failed.id ?? options.testFilter?.[0] ?? failed.spec], failureMessage: failed.failure, nrOfTests: tests };
  }

  /** One mutant under the specs that may notice it, the nearest first, until one does. */
  private async lookAt({ activeMutant, testFilter, mutantActivation, hitLimit, sandboxFileName }: MutantRunOptions): Promise<Look> {
    const ids = testFilter === undefined ? null : new Set(testFilter);
    const isWanted = (name: string): boolean => ids === null || [...ids].some((id) => id.startsWith(`${name}: `));
    Object.assign(context(), { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    let tests = 0;
    for (const name of nearestFirst(this.names, path.relative(this.folder, sandboxFileName)).filter(isWanted)) {
      const activate = () => { context().activeMutant = activeMutant.id; };
      if (mutantActivation === 'static') activate();
      const look = await this.runSpec(name, ids, activate);
      Reflect.deleteProperty(context(), 'activeMutant');
      tests += look.tests;
      if (look.failed !== null) return { ...look, tests };
    }
    return { failed: null, tests };
  }

/** One spec under a mutant; a spec that cannot even be told has noticed it, by no test of its own. */
  private async runSpec(name: string, ids: ReadonlySet<string> | null, activate: () => void): Promise<Look> {
    try {
      const spec = await this.load(name);
      activate();
      const ran = await spec.run({ ids, bail: true });
      const failed = ran.find(({ failure }) => failure !== null);
      return { tests: ran.length, failed: failed === undefined ? null : { spec: name, id: failed.id, failure: failed.failure ?? '' } };
    } catch (error) {
      return { tests: 0, failed: { spec: name, id: null, failure: error instanceof Error ? error.message : String(error) } };
    }
  }

  private async passesUnchanged({ spec, id }: { readonly spec: string; readonly id: string | null }): Promise<boolean> {
    const { failed } = await this.runSpec(spec, id === null ? null : new Set([id]), () => undefined);
    return failed === null;
  }

  private forget(): void {
    this.loaded.clear();
    this.nextRound();
  }

  private async load(name: string): Promise<SpecFile> {
    const spec = this.loaded.get(name) ?? await SpecFile.load(this.folder, name);
    this.loaded.set(name, spec);
    return spec;
  }
}

/** Whether the mutant was run through so often that it would never end. */
function isEndless({ hitLimit }: MutantRunOptions): boolean {
  return determineHitLimitReached(context().hitCount, hitLimit) !== undefined;
}

/** Whether the mutant was run through as often as what it stands for was in the first run of all: Stryker's limit is that, a hundredfold. */
function wasRunAsOften({ hitLimit }: MutantRunOptions): boolean {
  return hitLimit !== undefined && (context().hitCount ?? 0) * 100 >= hitLimit;
}

function context(): InstrumenterContext {
  const holder = globalThis as unknown as Record<string, InstrumenterContext | undefined>;
  return (holder[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {} as InstrumenterContext);
}

/** What a spec's tables and hooks ran belongs to every test of it. */
function shareOut(name: string, ids: readonly string[]): void {
  const perTest = context().mutantCoverage?.perTest;
  const shared = perTest?.[name];
  if (perTest === undefined || shared === undefined) return;
  for (const id of ids) {
    const own = (perTest[id] ??= {});
    for (const [mutant, hits] of Object.entries(shared)) own[mutant] = (own[mutant] ?? 0) + hits;
  }
  Reflect.deleteProperty(perTest, name);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'specs', SpecsRunner)];
export const strykerValidationSchema = { properties: { specs: { description: 'Globs of the specs that may notice a change.', type: 'array', items: { type: 'string' }, default: [] } } };
