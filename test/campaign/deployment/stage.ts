import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { environmentOf, postsTo, startsAt } from '../../system/five-deployers.ts';
import type { DeployerTool } from '../../system/five-deployers.ts';
import { brisk, startHub } from '../../system/kill/die-at.ts';
import type { Hub, Pace } from '../../system/kill/die-at.ts';
import { takeSnapshot } from '../../system/kill/snapshot.ts';
import type { Kept, Snapshot } from '../../system/kill/snapshot.ts';
import { keepVacuumed } from './vacuuming.ts';
import { fillYard, releaseOf, serviceOf, withYard } from './yard.ts';
import type { Yard } from './yard.ts';

export interface Standing {
  readonly id: string;
  readonly state: string;
  readonly because: string;
  readonly needsAttention: boolean;
  readonly triggeredAt: string | null;
  readonly finishedAt: string | null;
  readonly steps: readonly { readonly name: string; readonly state: string; readonly startedAt: string | null; readonly finishedAt: string | null }[];
}

const runMs = 50;
const endsWithinMs = 300_000;
const fields = 'id state because needsAttention triggeredAt finishedAt steps { name state startedAt finishedAt }';
export const hasEnded = ({ finishedAt }: Standing): boolean => finishedAt !== null;

export interface StageOptions {
  readonly server: string;
  readonly yard: Yard;
  /** How many nodes share the database. */
  readonly nodes: number;
  /** How their runners keep time; left out: brisk. */
  readonly pace?: Pace;
  /** By which address the nth node reaches the database; left out: by its own. */
  readonly databaseUrlOf?: (nth: number, databaseUrl: string) => string;
}

/** Stand-ins in this process, hubs in processes of their own over one PostgreSQL, and a yard to deploy in. */
export class Stage {
  readonly sandbox: Sandbox;
  readonly hubs: Hub[] = [];
  readonly #snapshot: Snapshot;
  readonly #kept: Kept;
  readonly #options: StageOptions;
  readonly #asked = new Map<DeployerTool, Set<string>>();
  #stopVacuuming = (): Promise<void> => Promise.resolve();

  private constructor(options: StageOptions, snapshot: Snapshot, kept: Kept, sandbox: Sandbox) {
    [this.#options, this.#snapshot, this.#kept, this.sandbox] = [options, snapshot, kept, sandbox];
  }

  static async open(options: StageOptions): Promise<Stage> {
    const { yard } = options;
    const snapshot = await takeSnapshot(options.server, { configure: (yaml) => withYard(yaml, yard), fill: (sandbox, url) => fillYard(yard, sandbox, url) });
    const kept = await snapshot.copy();
    const stage = new Stage(options, snapshot, kept, await startSandbox({ basePort: 0, stateDir: kept.stateDir, runMs }));
    for (let nth = 0; nth < options.nodes; nth += 1) await stage.revive(nth);
    stage.#stopVacuuming = await keepVacuumed(kept.databaseUrl);
    return stage;
  }

  /** Starts the nth node, in place of one that is gone; answers when it is ready. */
  async revive(nth: number): Promise<Hub> {
    const databaseUrl = this.#options.databaseUrlOf?.(nth, this.#kept.databaseUrl) ?? this.#kept.databaseUrl;
    const hub = startHub({ ...this.#kept, databaseUrl }, this.sandbox, this.#options.pace ?? brisk, { configure: (yaml) => withYard(yaml, this.#options.yard) });
    this.hubs[nth] = hub;
    await hub.ready;
    return hub;
  }

  async ask<T>(node: number, query: string, variables: object): Promise<T> {
    const hub = this.hubs[node % this.hubs.length];
    if (hub === undefined) throw new Error('no hub is running');
    const response = await fetch((await hub.ready).url, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${this.sandbox.tokens.releaseManager}` }, body: JSON.stringify({ query, variables }), signal: AbortSignal.timeout(60_000),
    });
    const { data, errors } = await response.json() as { readonly data?: T | null; readonly errors?: unknown };
    if (errors !== undefined || data === undefined || data === null) throw new Error(`the hub answered ${JSON.stringify(errors)}`);
    return data;
  }

  /** Asks one node once; the deployment's id, or what was said against it. */
  async trigger(node: number, service: number, tool: DeployerTool, idempotencyKey: string = randomUUID()): Promise<string> {
    const input = { releaseKey: releaseOf(service), environment: environmentOf(tool), idempotencyKey };
    this.#asked.set(tool, (this.#asked.get(tool) ?? new Set()).add(idempotencyKey));
    const { payload } = await this.ask<{ payload: { deployment: { id: string } | null; userErrors: readonly unknown[] } }>(node, 'mutation ($input: TriggerDeploymentInput!) { payload: triggerDeployment(input: $input) { deployment { id } userErrors { code message } } }', { input });
    if (payload.deployment === null) throw new Error(`refused: ${JSON.stringify(payload.userErrors)}`);
    return payload.deployment.id;
  }

  /** Asks node after node under one key until one answers, as a pipeline does. */
  async insist(service: number, tool: DeployerTool, idempotencyKey: string = randomUUID()): Promise<string> {
    const giveUpAt = Date.now() + endsWithinMs;
    for (let node = 0; ; node += 1) {
      try {
        return await this.trigger(node, service, tool, idempotencyKey);
      } catch (error) {
        if (Date.now() > giveUpAt) throw error;
        await pause(200);
      }
    }
  }

  /** Ids of the last 500 of one place in order of acceptance, as any hub lists them. */
  async accepted(service: number, tool: DeployerTool): Promise<readonly string[]> {
    const { deployments } = await this.#anyNode<{ deployments: { nodes: readonly { id: string }[] } }>('query ($filter: DeploymentFilter!) { deployments(first: 500, filter: $filter) { nodes { id } } }', { filter: { serviceKey: serviceOf(service), environment: environmentOf(tool) } });
    return deployments.nodes.map(({ id }) => id).toReversed();
  }

  async standing(ids: readonly string[]): Promise<readonly Standing[]> {
    const lots = Array.from({ length: Math.ceil(ids.length / 25) }, (_, nth) => ids.slice(nth * 25, nth * 25 + 25));
    const found: Standing[] = [];
    for (const lot of lots) found.push(...(await this.#anyNode<{ nodes: readonly (Standing | null)[] }>(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Deployment { ${fields} } } }`, { ids: lot })).nodes.flatMap((one) => one ?? []));
    return found;
  }

  /** Waits until all have ended, and no longer than is sensible; how they stand then. */
  async ended(ids: readonly string[], withinMs = endsWithinMs): Promise<readonly Standing[]> {
    const giveUpAt = Date.now() + withinMs;
    for (;;) {
      const standing = await this.standing(ids);
      if (standing.every(hasEnded) || Date.now() > giveUpAt) return standing;
      await pause(250);
    }
  }

  posts(tool: DeployerTool): number {
    return postsTo(this.sandbox, tool);
  }

  /** How many triggers the tool took beyond one for everything that was ever asked for here, of rounds that broke off too. */
  extraPosts(tool: DeployerTool): number {
    return Math.max(0, this.posts(tool) - (this.#asked.get(tool)?.size ?? 0));
  }

  /** How many runs the tool made for each of these deployments. */
  async runs(tool: DeployerTool, ids: readonly string[]): Promise<readonly number[]> {
    const starts = await startsAt(this.sandbox, tool);
    return ids.map((id) => starts.filter(({ correlation }) => correlation.endsWith(id.replace('deployment:', ''))).length);
  }

  async close(): Promise<void> {
    await this.#stopVacuuming();
    for (const hub of this.hubs) {
      hub.signal('SIGCONT');
      hub.signal('SIGKILL');
      await hub.exited;
    }
    await this.sandbox.close();
    await this.#kept.drop();
    await this.#snapshot.drop();
  }

  async #anyNode<T>(query: string, variables: object): Promise<T> {
    const giveUpAt = Date.now() + 120_000;
    for (let node = 0; ; node += 1) {
      try {
        return await this.ask<T>(node, query, variables);
      } catch (error) {
        if (Date.now() > giveUpAt) throw error;
        await pause(200);
      }
    }
  }
}
