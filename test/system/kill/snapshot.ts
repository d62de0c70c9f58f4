import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, urlsOf } from '../../../sandbox/sandbox.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { seedHub } from '../../../sandbox/seed/seed-hub.ts';
import { administer } from '../database.ts';
import { startProgram } from '../program.ts';
import { configFile } from './config-file.ts';
import type { Configure } from './config-file.ts';

/** What the hub and the stand-ins keep, each copy apart from all others. */
export interface Kept {
  readonly databaseUrl: string;
  readonly stateDir: string;
  readonly drop: () => Promise<void>;
}

/** The seeded beginning, copied for each death: seeding once and copying is many times quicker than seeding anew. */
export interface Snapshot {
  copy(): Promise<Kept>;
  drop(): Promise<void>;
}

export interface SnapshotOptions {
  readonly configure?: Configure;
  /** What is brought into the hub beyond the story's four releases. */
  readonly fill?: (sandbox: Sandbox, hubUrl: string) => Promise<void>;
}

export async function takeSnapshot(server: string, options: SnapshotOptions = {}): Promise<Snapshot> {
  const original = await keep(server, 'template1');
  try {
    await seed(original, options);
  } catch (error) {
    await original.drop();
    throw error;
  }
  return {
    drop: original.drop,
    copy: async () => {
      const copy = await keep(server, new URL(original.databaseUrl).pathname.slice(1));
      cpSync(original.stateDir, copy.stateDir, { recursive: true });
      return copy;
    },
  };
}

async function keep(server: string, template: string): Promise<Kept> {
  const name = `muster_test_kill_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const stateDir = mkdtempSync(path.join(tmpdir(), 'muster-kill-'));
  return {
    databaseUrl: url.href, stateDir,
    drop: async () => {
      rmSync(stateDir, { recursive: true, force: true });
      await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function seed({ databaseUrl, stateDir }: Kept, { configure, fill }: SnapshotOptions): Promise<void> {
  const sandbox = await startSandbox({ basePort: 0, stateDir });
  const hub = startProgram<{ readonly url: string }>('dist/src/server/main.js', { PORT: '0', DATABASE_URL: databaseUrl, MUSTER_STATE_DIR: stateDir, MUSTER_CONFIG: configFile(sandbox, stateDir, configure) });
  try {
    const { url } = await hub.ready;
    await seedHub({ hubUrl: url, tokens: sandbox.tokens, tools: urlsOf(sandbox.tools), story: sandbox.story });
    await fill?.(sandbox, url);
  } finally {
    await hub.stop();
    await sandbox.close();
  }
}
