import { tellStory } from '../../sandbox/bank/bank.ts';
import { personPassword, servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { startServiceNow } from '../../sandbox/servicenow/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { servicenow } from '../../src/connectors/servicenow/index.ts';
import type { Change } from '../../src/domain/change.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { ReadableKind, RecordTypes, RelationName, RelationTypes } from '../../src/domain/record.ts';

const clock = { now: () => new Date() };
export const story = tellStory(new Date());
const { integration, admin } = servicenowCredentials;

/** One stand-in and a connection to it, with the questions the tests ask. */
export class Stage {
  readonly tool: StandIn;
  readonly connection: Connection;

  private constructor(tool: StandIn) {
    this.tool = tool;
    this.connection = this.connect({ kind: 'basic', ...integration });
  }

  static async open(): Promise<Stage> {
    return new Stage(await startServiceNow({ port: 0, now: clock.now, story }));
  }

  connect(auth: Auth, options?: Readonly<Record<string, unknown>>): Connection {
    return servicenow.connect({ ...(options && { options }), name: 'snow', isProduction: true, url: this.tool.url, auth, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock });
  }

  read<K extends ReadableKind>(kind: K, keys: readonly string[], from = this.connection): Promise<readonly RecordTypes[K][]> {
    return roleOf<{ read: (lookups: readonly { key: string }[], ask: typeof judging) => Promise<readonly RecordTypes[K][]> }>(from.readers[kind]).read(keys.map((key) => ({ key })), judging);
  }

  relate<N extends RelationName>(relation: N, ids: readonly string[], from = this.connection): Promise<ReadonlyMap<string, RelationTypes[N]>> {
    return roleOf<{ relate: (ids: readonly string[], ask: typeof judging) => Promise<ReadonlyMap<string, RelationTypes[N]>> }>(from.relations[relation]).relate(ids, judging);
  }

  async change(number: string): Promise<Change> {
    const [change] = await this.read('change', [number]);
    return change ?? Promise.reject(new Error(`no ${number}`));
  }

  /** What the stand-in counted while the work was done. */
  async callsDuring(work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
    await fetch(`${this.tool.url}/__sandbox/calls`, { method: 'DELETE' });
    await work();
    return this.tool.calls();
  }

  /** Somebody else works in the tool. */
  write(userName: string, method: string, path: string, body: object): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${userName}:${userName === admin.userName ? admin.password : personPassword}`).toString('base64')}`;
    return fetch(`${this.tool.url}${path}`, { method, headers: { authorization, 'content-type': 'application/json', 'accept': 'application/json' }, body: JSON.stringify(body) });
  }
}

export function roleOf<T>(role: T | undefined): T {
  if (role === undefined) throw new Error('ServiceNow does not play this role');
  return role;
}

/** The sys_id within an identity. */
export function sysIdIn(identity: string): string {
  return identity.split(':')[2] ?? '';
}
