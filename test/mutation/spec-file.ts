import { pathToFileURL } from 'node:url';
import path from 'node:path';
// Its own words, for specs put others in the place of the global ones.
import { clearTimeout, setTimeout } from 'node:timers';
import { jestExpect } from '@jest/expect';
import type { Circus } from '@jest/types';
import * as circus from 'jest-circus';

/** What one test came to: null when it passed, else what it said. */
export interface Ran {
  readonly id: string;
  readonly failure: string | null;
  readonly tookMs: number;
}

export interface Asked {
  /** Ids of the tests to run; null for all. */
  readonly ids: ReadonlySet<string> | null;
  /** Whether to stop at the first that fails. */
  readonly bail: boolean;
  /** Told before each test, and with null before what belongs to none: tables, and hooks for all. */
  readonly onTest?: (id: string | null) => void;
}

/** So long (milliseconds) may a test or a hook take: jest waits for two minutes, but what is waited for in vain, as mutants have it, never comes. */
const longestMs = 10_000;

type Words = Pick<typeof circus, 'describe' | 'it' | 'test' | 'beforeAll' | 'beforeEach' | 'afterAll' | 'afterEach'>;
const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
const words: Words = { describe, it, test, beforeAll, beforeEach, afterAll, afterEach };

/**
 * One spec, loaded once and run as often as you like. What it says at its top level is written down, and said again before
 * each run: tables of `it.each` often ask the code under test for their rows.
 */
export class SpecFile {
  readonly name: string;
  private readonly lines: readonly (() => unknown)[];

  private constructor(name: string, lines: readonly (() => unknown)[]) {
    this.name = name;
    this.lines = lines;
  }

  /** @param name the file's path below `folder` */
  static async load(folder: string, name: string): Promise<SpecFile> {
    const lines: (() => unknown)[] = [];
    Object.assign(globalThis, { expect: jestExpect }, recorded(lines));
    await import(pathToFileURL(path.join(folder, name)).href);
    return new SpecFile(name, lines);
  }

  /** Throws what the spec throws while it is told: then none of its tests can be run. */
  async run({ ids, bail, onTest = () => undefined }: Asked): Promise<readonly Ran[]> {
    onTest(null);
    circus.resetState();
    Object.assign(globalThis, words);
    for (const line of this.lines) line();
    const ran: Ran[] = [];
    await this.runBlock(circus.getState().rootDescribeBlock, { ids, bail, onTest }, ran);
    return ran;
  }

  /** False once it has stopped at a failure. */
  private async runBlock(block: Circus.DescribeBlock, asked: Required<Asked>, ran: Ran[]): Promise<boolean> {
    if (!this.hasAny(block, asked.ids)) return true;
    const hooks = (type: 'beforeAll' | 'afterAll') => block.hooks.filter((hook) => hook.type === type);
    let goesOn = true;
    try {
      for (const hook of hooks('beforeAll')) await called(hook.fn);
      for (const child of block.children) {
        if (!goesOn) break;
        goesOn = child.type === 'describeBlock' ? await this.runBlock(child, asked, ran) : await this.runTest(child, asked, ran);
      }
    } finally {
      asked.onTest(null);
      for (const hook of hooks('afterAll')) await called(hook.fn);
    }
    return goesOn;
  }

  private async runTest(entry: Circus.TestEntry, { ids, bail, onTest }: Required<Asked>, ran: Ran[]): Promise<boolean> {
    const id = this.idOf(entry);
    if (entry.mode === 'skip' || entry.mode === 'todo' || (ids !== null && !ids.has(id))) return true;
    onTest(id);
    const startedAt = performance.now();
    const failure = await failureOf(entry);
    ran.push({ id, failure, tookMs: performance.now() - startedAt });
    return failure === null || !bail;
  }

  private hasAny(block: Circus.DescribeBlock, ids: ReadonlySet<string> | null): boolean {
    return block.children.some((child) => (child.type === 'describeBlock' ? this.hasAny(child, ids) : ids === null || ids.has(this.idOf(child))));
  }

  private idOf(entry: Circus.TestEntry): string {
    const names = [entry.name];
    for (let block = entry.parent; block.parent !== undefined; block = block.parent) names.unshift(block.name);
    return `${this.name}: ${names.join(' ')}`;
  }
}

/** The words of a spec that write down what is said at its top level instead of doing it. */
function recorded(lines: (() => unknown)[]): Record<string, unknown> {
  const recorder = (said: unknown): unknown => new Proxy(said as (...args: unknown[]) => unknown, {
    apply: (target, _self, args: unknown[]) => { lines.push(() => target(...args)); },
    get: (target, name) => (name === 'each' ? (...table: unknown[]) => recorder((target as unknown as { each: (...table: unknown[]) => unknown }).each(...table)) : recorder(Reflect.get(target, name))),
  });
  return Object.fromEntries(Object.entries(words).map(([name, said]) => [name, recorder(said)]));
}

async function failureOf(entry: Circus.TestEntry): Promise<string | null> {
  const blocks: Circus.DescribeBlock[] = [];
  for (let block: Circus.DescribeBlock | undefined = entry.parent; block !== undefined; block = block.parent) blocks.push(block);
  const hooks = (type: 'beforeEach' | 'afterEach', from: readonly Circus.DescribeBlock[]) => from.flatMap((block) => block.hooks.filter((hook) => hook.type === type));
  jestExpect.setState({ assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false, suppressedErrors: [], currentTestName: entry.name });
  const failures: string[] = [];
  const tried = async (act: () => Promise<void>): Promise<void> => act().catch((error: unknown) => { failures.push(error instanceof Error ? error.message : String(error)); });
  await tried(async () => {
    for (const hook of hooks('beforeEach', [...blocks].reverse())) await called(hook.fn);
    await called(entry.fn);
    for (const { error } of jestExpect.extractExpectedAssertionsErrors()) throw error;
  });
  for (const hook of hooks('afterEach', blocks)) await tried(() => called(hook.fn));
  return failures[0] ?? null;
}

/** Fails what has not ended by then. */
async function called(fn: Circus.HookFn | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new Error(`It had not ended after ${longestMs / 1_000} s.`)); }, longestMs);
  });
  try {
    await Promise.race([(fn as (() => unknown) | undefined)?.(), late]);
  } finally {
    clearTimeout(timer);
  }
}
