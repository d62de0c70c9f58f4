import { existsSync, readFileSync } from 'node:fs';
import express from 'express';
import { buildSchema, graphql, GraphQLScalarType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startArtifactory } from '../artifactory/index.ts';
import { tamperedArtifact, tellStory } from '../bank/bank.ts';
import type { StandIn } from '../kernel/index.ts';
import { toolNames } from '../hub-config.ts';
import type { ToolName } from '../hub-config.ts';
import { seededKeys, seedHub } from './index.ts';
import type { SeedOptions } from './index.ts';

const contract = '../shared/contract/core.graphql';

interface Input { readonly [key: string]: unknown }
interface Remembered { sealed: boolean; plan: { id: string; version: number; isAgreed: boolean; backoutPlan: unknown } | null }

/** A hub of forty lines that holds the contract's schema over what it is asked and answers. */
class SmallHub {
  readonly releases = new Map<string, Remembered>();
  readonly asked: { readonly field: string; readonly token: string | undefined; readonly input: Input }[] = [];
  refuseSeals = false;
  readonly #schema: GraphQLSchema;
  #server: Server | undefined;

  constructor() {
    this.#schema = buildSchema(readFileSync(contract, 'utf8'));
    const json = this.#schema.getType('JSON');
    if (json instanceof GraphQLScalarType) json.parseValue = (value) => value;
  }

  async start(): Promise<string> {
    const app = express().use(express.json());
    app.post('/graphql', async (req, res) => {
      const { query, variables } = req.body as { query: string; variables: Record<string, unknown> };
      const token = req.get('authorization')?.replace('Bearer ', '');
      res.json(await graphql({ schema: this.#schema, source: query, variableValues: variables, rootValue: this.#root(token) }));
    });
    this.#server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => this.#server?.once('listening', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  wrote(field: string): readonly Input[] {
    return this.asked.filter((one) => one.field === field).map(({ input }) => input);
  }

  #root(token: string | undefined): object {
    const mutation = (field: string, does: (input: Input) => object) => ({ input }: { input: Input }): object => {
      this.asked.push({ field, token, input });
      return { userErrors: [], ...does(input) };
    };
    const at = (input: Input): Remembered => this.releases.get(input['releaseKey'] as string) ?? { sealed: false, plan: null };
    return {
      release: ({ key }: { key: string }) => {
        const found = this.releases.get(key);
        return found && { key, package: { isSealed: found.sealed }, environments: [{ environment: { name: 'staging' }, plan: null }, { environment: { name: 'production' }, plan: found.plan }] };
      },
      createRelease: mutation('createRelease', (input) => { this.releases.set(input['key'] as string, { sealed: false, plan: null }); return {}; }),
      sealPackage: mutation('sealPackage', (input) => {
        if (this.refuseSeals) return { userErrors: [{ path: ['input', 'releaseKey'], message: 'the library cannot be read', code: 'SOURCE_UNAVAILABLE' }] };
        at(input).sealed = true;
        return {};
      }),
      planDeployment: mutation('planDeployment', (input) => {
        at(input).plan = { id: `plan of ${String(input['releaseKey'])}`, version: 1, isAgreed: false, backoutPlan: input['backoutPlan'] };
        return { plan: at(input).plan };
      }),
      agreeToPlan: mutation('agreeToPlan', (input) => {
        const plan = [...this.releases.values()].map((one) => one.plan).find((one) => one?.id === input['planId']);
        if (plan) plan.isAgreed = true;
        return { plan };
      }),
    };
  }
}

const firstStart = new Date('2026-03-02T09:00:00Z');
const story = tellStory(firstStart);
const suite = existsSync(contract) ? describe : describe.skip;

suite(`seeding a hub that speaks the contract (needs ${contract})`, () => {
  let hub: SmallHub;
  let library: StandIn;
  let options: SeedOptions;
  beforeEach(async () => {
    hub = new SmallHub();
    library = await startArtifactory({ port: 0, now: () => firstStart, story });
    const unused = 'http://127.0.0.1:9';
    options = {
      hubUrl: await hub.start(), story, tokens: { releaseManager: 'manager', changeAuthority: 'authority' },
      tools: { ...(Object.fromEntries(toolNames.map((name) => [name, unused])) as Record<ToolName, string>), artifactory: library.url },
    };
  });
  afterEach(async () => {
    await hub.stop();
    await library.close();
  });

  const bytesInLibrary = async (): Promise<string> => {
    const { repository, path, name } = tamperedArtifact;
    return (await fetch(`${library.url}/artifactory/${repository}/${path}/${name}`, { headers: { authorization: 'Bearer sandbox-artifactory-token' } })).text();
  };

  it('creates, seals, plans and agrees to the four, each by whoever may', async () => {
    await seedHub(options);
    expect([...hub.releases.keys()]).toEqual([...seededKeys]);
    expect([...hub.releases.values()].every(({ sealed, plan }) => sealed && plan?.isAgreed === true)).toBe(true);
    expect(new Set(hub.asked.map(({ field, token }) => `${field} by ${token ?? 'nobody'}`))).toEqual(new Set([
      'createRelease by manager', 'sealPackage by manager', 'planDeployment by manager', 'agreeToPlan by authority',
    ]));
  });

  it('declares the build, and the changes that no correlation or environment would find', async () => {
    await seedHub(options);
    const [ledger, payments] = hub.wrote('createRelease');
    const number = (key: string): string => story.releases.find((release) => release.key === key)?.build.number ?? '';
    expect(ledger?.['records']).toEqual([{ reference: `artifactory:build:ledger/${number('ledger-1.9.2')}` }, { reference: 'servicenow:knowledge:KB0010011' }]);
    expect(payments?.['records']).toEqual([
      { reference: `artifactory:build:payments/${number('payments-2.4.0')}` },
      { reference: 'servicenow:change:CHG0030002', environment: 'staging' },
      { reference: 'servicenow:change:CHG0030004', environment: 'production' },
      { reference: 'servicenow:knowledge:KB0010012' },
    ]);
  });

  it('overwrites one artifact of payments-2.4.0, and only after its seal', async () => {
    const before = await bytesInLibrary();
    hub.refuseSeals = true;
    await expect(seedHub(options)).rejects.toThrow('SeedSeal was refused. SOURCE_UNAVAILABLE at input.releaseKey: the library cannot be read');
    expect(await bytesInLibrary()).toBe(before);
    hub.refuseSeals = false;
    await seedHub(options);
    expect(await bytesInLibrary()).toBe(tamperedArtifact.content);
    expect(before).not.toBe(tamperedArtifact.content);
  });

  it('does nothing the second time, and does not undo a mend', async () => {
    await seedHub(options);
    const { repository, path, name } = tamperedArtifact;
    await fetch(`${library.url}/artifactory/${repository}/${path}/${name}`, { method: 'PUT', headers: { authorization: 'Bearer sandbox-artifactory-admin' }, body: 'mended' });
    const done = hub.asked.length;
    await seedHub(options);
    expect(hub.asked).toHaveLength(done);
    expect(await bytesInLibrary()).toBe('mended');
  });

  it('never agrees to a plan that a person proposed since', async () => {
    await seedHub(options);
    const ledger = hub.releases.get('ledger-1.9.2');
    if (ledger?.plan) ledger.plan = { ...ledger.plan, version: 2, isAgreed: false };
    await seedHub(options);
    expect(ledger?.plan?.isAgreed).toBe(false);
  });
});
