import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

/** A PostgreSQL of the campaign's own in a temporary folder, which it may stop and start as it likes. */
export interface OwnPostgres {
  readonly url: string;
  start(): Promise<void>;
  /** fast: sessions are ended in order; immediate: as by a crash, so that it recovers at its next start. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and removes all it kept. */
  close(): Promise<void>;
}

/** Debian's place of the server's programs, newest first. */
const home = '/usr/lib/postgresql';

export async function ownPostgres(port: number): Promise<OwnPostgres> {
  const binaries = existsSync(home) ? readdirSync(home).toSorted((a, b) => Number(b) - Number(a)).map((version) => path.join(home, version, 'bin')).find((folder) => existsSync(path.join(folder, 'initdb'))) : undefined;
  if (binaries === undefined) throw new Error(`This part starts a PostgreSQL of its own, and finds no initdb below ${home}: install the package postgresql.`);
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-postgres-'));
  const user = process.getuid?.() === 0 ? serverUser() : null;
  if (user !== null) chownSync(folder, user.uid, user.gid);
  await promisify(execFile)(path.join(binaries, 'initdb'), ['-D', path.join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], { ...user });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;
  const stop = async (how: 'fast' | 'immediate'): Promise<void> => {
    if (server === undefined || server.exitCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await exited;
  };
  return {
    url, stop,
    start: async () => {
      server = spawn(path.join(binaries, 'postgres'), ['-D', path.join(folder, 'data'), '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'], { ...user, stdio: 'ignore' });
      await answers(url);
    },
    close: async () => {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server refuses to run as root. */
function serverUser(): { readonly uid: number; readonly gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answers(url: string): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await pause(100);
    }
  }
}
