import { SourceError } from '../domain/error.ts';
import type { ConfigurationItem } from '../domain/configuration-item.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, Lookup } from '../domain/ports/connection.ts';
import type { Copy, CopyHistory, CopyStore } from '../domain/ports/copy-store.ts';
import type { SourceProblem } from '../domain/source.ts';
import { createMirror, type Mirror } from './index.ts';

export const page: Ask = { purpose: 'page', maxAgeMs: 60_000 };
export const live: Ask = { purpose: 'page', maxAgeMs: 0 };
export const now = new Date('2026-11-23T05:00:00.000Z');
export const at = (secondsAgo: number): string => new Date(now.getTime() - secondsAgo * 1_000).toISOString();
export const down: SourceProblem = { code: 'SERVER_ERROR', message: 'is down', sinceAt: at(0), retryAt: null };

export function item(id: string, label: string, connection = 'cmdb', fetchedAt = at(0)): ConfigurationItem {
  return {
    kind: 'ci', id: `${connection}:ci:${id}`, label, name: label, className: 'cmdb_ci', operationalState: 'OPERATIONAL', runningVersion: null, environment: null, owner: null,
    source: { reference: `${connection}:ci:${label}`, system: 'TEST', connection, key: label, url: null, fetchedAt, isStale: false, problem: null },
  };
}

/** A connection that keeps items, and what it was asked. */
export function toolOf(name: string, answer: (lookups: readonly Lookup[]) => Promise<readonly ConfigurationItem[]>): { readonly connection: Connection; readonly calls: (readonly Lookup[])[] } {
  const calls: (readonly Lookup[])[] = [];
  const connection: Connection = {
    name, system: 'TEST', isProduction: true, finders: {}, probe: () => Promise.resolve(),
    readers: { ci: { read: (lookups) => { calls.push(lookups); return answer(lookups); } } },
    relations: { 'ci.dependsOn': { relate: (ids) => Promise.resolve(new Map(ids.map((id) => [id, [item(`of-${id}`, 'behind', name)]]))) } },
  };
  return { connection, calls };
}

export const answering = (name: string, ...items: readonly ConfigurationItem[]): ReturnType<typeof toolOf> => toolOf(name, () => Promise.resolve(items));
export const failing = (name: string, error: Error = new SourceError(name, down)): ReturnType<typeof toolOf> => toolOf(name, () => Promise.reject(error));

/** A store that keeps every copy in order, and what it was asked for. */
export class Copies implements CopyStore {
  readonly kept: Copy[] = [];
  readonly finds: (readonly string[])[] = [];
  find(kind: string, names: readonly string[]): Promise<ReadonlyMap<string, Copy>> {
    this.finds.push(names);
    return Promise.resolve(new Map(names.flatMap((name) => {
      const copy = this.kept.findLast((one) => one.kind === kind && (one.identity === name || one.reference === name));
      return copy === undefined ? [] : [[name, copy]];
    })));
  }
  keep(copies: readonly Copy[]): Promise<void> {
    this.kept.push(...copies);
    return Promise.resolve();
  }
}

const lostNothing = { lose: () => Promise.resolve() };

/** A mirror at a fixed moment, whose tools have a tenth of a second. */
export function mirrorOver(tools: readonly { readonly connection: Connection }[], copies: CopyStore = new Copies(), warnings: string[] = [], history: Pick<CopyHistory, 'lose'> = lostNothing): Mirror {
  const all = tools.map(({ connection }) => connection);
  const connections = { all, byName: (name: string) => all.find((one) => one.name === name) };
  return createMirror({ connections, copies, history, clock: { now: () => now }, deadlineOf: () => 100, warn: (message) => { warnings.push(message); } });
}

export function copyOf(record: ConfigurationItem): Copy {
  return { connection: record.source.connection, kind: 'ci', identity: record.id, reference: record.source.reference, content: record, fetchedAt: record.source.fetchedAt };
}
