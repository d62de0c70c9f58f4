import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Party } from './stage.ts';

interface Frame { readonly functionName: string; readonly url: string; readonly lineNumber: number }

interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame; readonly children?: readonly number[] }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const linesTold = 40;

/** A CPU profile of a steerable hub while something is measured; what it spent its time with is told on stderr. Does nothing unless asked to. */
export class Profile {
  readonly #hub: Party;
  readonly #file: string;
  readonly #isOn: boolean;

  constructor(hub: Party, folder: string, isOn: boolean) {
    this.#hub = hub;
    this.#file = Profile.file(folder);
    this.#isOn = isOn;
  }

  /** Where the hub writes it (PROFILE_TO). */
  static file(folder: string): string {
    return path.join(folder, 'hub.cpuprofile');
  }

  async begin(): Promise<void> {
    if (!this.#isOn) return;
    rmSync(this.#file, { force: true });
    this.#hub.signal('SIGHUP');
    await pause(300);
  }

  async end(what: string): Promise<void> {
    if (!this.#isOn) return;
    this.#hub.signal('SIGHUP');
    for (let wait = 0; wait < 100 && !existsSync(this.#file); wait += 1) await pause(100);
    await pause(500);
    for (const line of summary(JSON.parse(readFileSync(this.#file, 'utf8')) as CpuProfile)) process.stderr.write(`  profile of ${what}: ${line}\n`);
  }
}

/** Own time per package or room, then per function, then what each function and all it called took, as a part of the time the process was busy. */
function summary({ nodes, samples, timeDeltas }: CpuProfile): readonly string[] {
  const own = new Map<number, number>();
  samples.forEach((id, index) => { own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0)); });
  const busy = nodes.filter(({ callFrame }) => !['(idle)', '(program)', '(root)'].includes(callFrame.functionName));
  const total = busy.reduce((sum, { id }) => sum + (own.get(id) ?? 0), 0);
  const told = (times: ReadonlyMap<string, number>): readonly string[] => (
    [...times].toSorted(([, a], [, b]) => b - a).slice(0, linesTold).map(([name, time]) => `${(100 * time / total).toFixed(1).padStart(5)} %  ${name}`)
  );
  const by = (nameOf: (frame: Frame) => string): readonly string[] => {
    const times = new Map<string, number>();
    for (const { id, callFrame } of busy) times.set(nameOf(callFrame), (times.get(nameOf(callFrame)) ?? 0) + (own.get(id) ?? 0));
    return told(times);
  };
  return [
    `busy ${(total / 1_000).toFixed(0)} ms`, ...by(({ url, functionName }) => (url === '' ? functionName : placeOf(url))), '— own time', ...by(nameOfFunction),
    '— with all it called', ...told(withCallees(nodes, own)),
  ];
}

/** A function that is on the stack twice counts once. */
function withCallees(nodes: CpuProfile['nodes'], own: ReadonlyMap<number, number>): ReadonlyMap<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map<string, number>();
  const walk = (id: number, above: ReadonlySet<string>): number => {
    const node = byId.get(id);
    if (node === undefined) return 0;
    const name = nameOfFunction(node.callFrame);
    const isFirst = !above.has(name);
    const below = isFirst ? new Set([...above, name]) : above;
    const time = (own.get(id) ?? 0) + (node.children ?? []).reduce((sum, child) => sum + walk(child, below), 0);
    if (isFirst && /^(?:file:|\/)/.test(node.callFrame.url)) times.set(name, (times.get(name) ?? 0) + time);
    return time;
  };
  const root = nodes[0];
  if (root !== undefined) walk(root.id, new Set());
  return times;
}

function nameOfFunction({ functionName, url, lineNumber }: Frame): string {
  return `${functionName || '(anonymous)'}  ${fileOf(url)}:${lineNumber + 1}`;
}

function placeOf(url: string): string {
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return dependency ?? /dist\/(src\/[^/]+)/.exec(url)?.[1] ?? url.split('/').slice(0, 2).join('/');
}

function fileOf(url: string): string {
  return /(?:node_modules\/|dist\/)(.*)$/.exec(url)?.[1] ?? url;
}
