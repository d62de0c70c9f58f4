import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { parse } from 'yaml';
import { artifactoryCredentials } from './bank/credentials.ts';
import { toolNames } from './hub-config.ts';
import { hookSecrets, places } from './keepsakes.ts';
import { startSandbox, urlsOf, writeHubConfig } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

let stateDir: string;
beforeEach(() => { stateDir = mkdtempSync('/tmp/muster-sandbox-spec-'); });
afterEach(() => { rmSync(stateDir, { recursive: true }); });

const during = async <T>(options: Parameters<typeof startSandbox>[0], act: (sandbox: Sandbox) => Promise<T> | T): Promise<T> => {
  const sandbox = await startSandbox(options);
  try {
    return await act(sandbox);
  } finally {
    await sandbox.close();
  }
};

const library = (sandbox: Sandbox, place: string, visit: RequestInit = {}): Promise<Response> =>
  fetch(`${sandbox.tools.artifactory.url}/artifactory/${place}`, { ...visit, headers: { authorization: `Bearer ${artifactoryCredentials.adminToken}` } });

it('starts all tools, that tell one story', async () => {
  await during({ basePort: 0 }, async ({ tools, story }) => {
    expect(new Set(Object.values(urlsOf(tools))).size).toBe(toolNames.length);
    expect(story.releases).toHaveLength(200);
    for (const { url } of Object.values(tools)) expect((await fetch(`${url}/__sandbox/calls`)).status).toBe(200);
  });
});

it('gives each tool its port, in order', async () => {
  const basePort = await freePorts();
  await during({ basePort }, ({ tools }) => {
    expect(Object.values(urlsOf(tools))).toEqual(toolNames.map((_name, nth) => `http://127.0.0.1:${basePort + nth}`));
  });
});

it('says which port is taken, and leaves none of its tools behind', async () => {
  const basePort = await freePorts();
  const other = createServer();
  await new Promise<void>((resolve) => { other.listen(basePort + 2, '127.0.0.1', resolve); });
  await expect(startSandbox({ basePort })).rejects.toThrow(`port ${basePort + 2} is in use`);
  await expect(fetch(`http://127.0.0.1:${basePort}`)).rejects.toThrow();
  await new Promise((resolve) => other.close(resolve));
});

it('keeps the first start, the tokens and what was stored; a week later the story is told from the same moment', async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  const week = 7 * 86_400_000;
  const first = await during({ basePort: 0, stateDir, now: () => start }, async (sandbox) => {
    await library(sandbox, 'libs-production-local/kept.tgz', { method: 'PUT', body: 'kept' });
    return sandbox;
  });
  await during({ basePort: 0, stateDir, now: () => new Date(start.getTime() + week) }, async (second) => {
    expect(second.firstStart).toEqual(start);
    expect(second.tokens).toEqual(first.tokens);
    expect(await (await library(second, 'libs-production-local/kept.tgz')).text()).toBe('kept');
  });
  await during({ basePort: 0 }, (third) => { expect(third.tokens).not.toEqual(first.tokens); });
});

it('writes a configuration whose every secret is a file only its owner reads', async () => {
  await during({ basePort: 0, stateDir }, (sandbox) => {
    const file = writeHubConfig(sandbox, stateDir);
    const text = readFileSync(file, 'utf8');
    expect(file).toBe(path.join(stateDir, places.config));
    expect((parse(text) as { connections: readonly { url: string }[] }).connections.map(({ url }) => url)).toEqual(Object.values(urlsOf(sandbox.tools)));
    const named = [...text.matchAll(/\$\{file:([^}]+)\}/g)].map(([, name]) => path.join(stateDir, name ?? ''));
    expect(named).toHaveLength(toolNames.length + Object.keys(hookSecrets).length + Object.keys(sandbox.tokens).length + 1);
    for (const one of [...named, file]) {
      expect(statSync(one).mode & 0o777).toBe(0o600);
      expect(readFileSync(one, 'utf8').trim()).not.toBe('');
    }
    expect(readFileSync(path.join(stateDir, places.tokens.viewer), 'utf8').trim()).toBe(sandbox.tokens.viewer);
  });
});

/** A free port that leaves room for every tool's above it. */
/** A row of ports that nobody has: below those that systems hand out, which other tests are given in the meantime. */
async function freePorts(): Promise<number> {
  const first = 20_000 + Math.floor(Math.random() * 10_000);
  for (const nth of toolNames.keys()) {
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => { resolve(false); });
      probe.listen(first + nth, '127.0.0.1', () => { resolve(true); });
    });
    if (!isFree) return freePorts();
    await new Promise((resolve) => probe.close(resolve));
  }
  return first;
}
