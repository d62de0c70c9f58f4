import { tellStory } from '../../sandbox/bank/bank.ts';
import { itopCredentials, startITop } from '../../sandbox/itop/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { itop } from '../../src/connectors/itop/index.ts';
import type { Change } from '../../src/domain/change.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { ReadableKind, RecordTypes, RelationName, RelationTypes } from '../../src/domain/record.ts';

export const now = new Date();
const clock = { now: () => now };
export const story = tellStory(now);

/** What a company that uses the stand-in would configure. */
export const options = {
  timeZone: 'UTC',
  correlation: { change: 'correlation_id', incident: 'correlation_id', problem: 'correlation_id' },
  incidents: { organization: 'North Bank', caller: 'ines.weber@northbank.example' },
  problems: { organization: 'North Bank' },
  software: { SoftwareInstance: { version: 'version', environment: 'environment' } },
};

/** One stand-in and a connection to it, with the questions the tests ask. */
export class Stage {
  readonly tool: StandIn;
  readonly connection: Connection;

  private constructor(tool: StandIn) {
    this.tool = tool;
    this.connection = this.connect();
  }

  static async open(): Promise<Stage> {
    return new Stage(await startITop({ port: 0, now: clock.now, story }));
  }

  connect(given: Readonly<Record<string, unknown>> = options, auth: Auth = { kind: 'basic', ...itopCredentials.integration }): Connection {
    return itop.connect({ name: 'itop', isProduction: true, url: this.tool.url, auth, options: given, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock });
  }

  read<K extends ReadableKind>(kind: K, keys: readonly string[], from = this.connection): Promise<readonly RecordTypes[K][]> {
    return roleOf<{ read: (lookups: readonly { key: string }[], ask: typeof judging) => Promise<readonly RecordTypes[K][]> }>(from.readers[kind]).read(keys.map((key) => ({ key })), judging);
  }

  relate<N extends RelationName>(relation: N, ids: readonly string[], from = this.connection): Promise<ReadonlyMap<string, RelationTypes[N]>> {
    return roleOf<{ relate: (ids: readonly string[], ask: typeof judging) => Promise<ReadonlyMap<string, RelationTypes[N]>> }>(from.relations[relation]).relate(ids, judging);
  }

  async change(ref: string, from = this.connection): Promise<Change> {
    const [change] = await this.read('change', [ref], from);
    return change ?? Promise.reject(new Error(`no ${ref}`));
  }

  /** Identity of an item or service. */
  async idOf(kind: 'ci' | 'service', name: string): Promise<string> {
    const [record] = await this.read(kind, [name]);
    return record?.id ?? Promise.reject(new Error(`no ${name}`));
  }

  /** How many calls the stand-in counted while the work was done. */
  async callsDuring(work: () => Promise<unknown>): Promise<number> {
    await fetch(`${this.tool.url}/__sandbox/calls`, { method: 'DELETE' });
    await work();
    return Object.values(this.tool.calls()).reduce((sum, count) => sum + count, 0);
  }

  /** Somebody else works in the tool. */
  async work(params: object): Promise<{ readonly code: number; readonly objects: Readonly<Record<string, { readonly fields: Readonly<Record<string, unknown>> }>> | null }> {
    const { userName, password } = itopCredentials.integration;
    const body = new URLSearchParams({ auth_user: userName, auth_pwd: password, json_data: JSON.stringify(params) });
    const response = await fetch(`${this.tool.url}/webservices/rest.php?version=1.3`, { method: 'POST', body });
    return await response.json() as { code: number; objects: Record<string, { fields: Record<string, unknown> }> | null };
  }
}

export function roleOf<T>(role: T | undefined): T {
  if (role === undefined) throw new Error('iTop does not play this role');
  return role;
}
