import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parse } from 'yaml';
import { readProcessSettings } from '../../src/server/process-settings.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const dockerfile = read('Dockerfile');
const lines = dockerfile.replaceAll('\\\n', ' ').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const wordsOf = (instruction: string): readonly (readonly string[])[] => lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1).split(/\s+/));
const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

interface Service { readonly image: string; readonly environment: Readonly<Record<string, string>>; readonly read_only?: boolean; readonly cap_drop?: readonly string[]; readonly ports?: readonly string[]; readonly volumes: readonly string[]; readonly command?: readonly string[]; readonly secrets: readonly string[] }
const compose = parse(read('compose.yaml')) as { readonly services: Readonly<Record<'hub' | 'database', Service>>; readonly volumes: object; readonly secrets: object };

describe('the Dockerfile', () => {
  it('copies what is there and what .dockerignore lets through', () => {
    const copied = wordsOf('COPY').filter(([first]) => first?.startsWith('--from=') !== true).flatMap((words) => words.slice(0, -1));
    expect(copied.length).toBeGreaterThan(8);
    expect(copied.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    const letThrough = read('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(copied.filter((file) => !letThrough.includes(file.replace(/^\.\//, '').split('/')[0] ?? ''))).toEqual([]);
    expect(read('.dockerignore').split('\n')[0]).toBe('*');
    // What the build reads is among it.
    const { include } = JSON.parse(read('tsconfig.build.json')) as { readonly include: readonly string[] };
    expect(include.filter((pattern) => !copied.includes(pattern.split('/')[0] ?? ''))).toEqual([]);
  });

  it('takes images by a whole version, the Node that the house is tested with among them', () => {
    const images = wordsOf('FROM').map(([image = '']) => image);
    expect(images.every((image) => /^[a-z]+:\d+\.\d+\.\d+-[a-z-]+$/.test(image))).toBe(true);
    const { devDependencies: { node } } = JSON.parse(read('package.json')) as { readonly devDependencies: { readonly node: string } };
    expect(images.every((image) => image.startsWith(`node:${node}-`))).toBe(true);
  });

  it('ends as nobody in particular, with a signal that a hub drains on and without a shell between', () => {
    expect(last.filter((line) => /^(RUN|ADD)/.test(line))).toEqual([]);
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(last.findIndex((line) => line.startsWith('USER '))).toBeGreaterThan(last.findLastIndex((line) => line.startsWith('COPY ')));
    expect(last).toContain('STOPSIGNAL SIGTERM');
    const [command = ''] = last.filter((line) => line.startsWith('CMD '));
    expect(existsSync(path.join(root, (JSON.parse(command.slice(4)) as readonly string[])[1] ?? ''))).toBe(true);
  });

  it('gives away nothing but the folder of anchors to who runs it', () => {
    expect(lines.filter((line) => line.includes('--chown'))).toEqual(['COPY --from=build --chown=node:node /anchors /var/lib/muster-anchors']);
  });

  it('sets variables that a hub knows, to values that it takes in production mode', () => {
    const [words = []] = wordsOf('ENV').slice(-1);
    const environment = Object.fromEntries(words.map((word) => word.split('=') as [string, string]));
    expect(readProcessSettings({ ...environment, DATABASE_URL: 'postgres://x@y/z' })).toMatchObject({ host: '0.0.0.0', port: 4000, isProductionMode: true, configurationFile: '/etc/muster/muster.yaml' });
    const known = read('src/server/process-settings.ts') + read('src/server/main.ts') + read('src/server/node-environment.ts');
    expect(Object.keys(environment).filter((name) => !known.includes(`'${name}'`))).toEqual([]);
  });

  it.each([[200, 0], [503, 1]])('has a health check that takes %d for exit code %d', async (status, code) => {
    const asked: string[] = [];
    const server = createServer((request, response) => { asked.push(request.url ?? ''); response.writeHead(status).end(); });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    expect(await health((server.address() as AddressInfo).port)).toBe(code);
    server.closeAllConnections();
    server.close();
    expect(asked).toEqual(['/livez']);
    expect(await health(1)).toBe(1);
  });
});

async function health(port: number): Promise<unknown> {
  const check = /HEALTHCHECK .* CMD (\[.*\])/.exec(dockerfile)?.[1] ?? '[]';
  const [, script = ''] = JSON.parse(check) as readonly string[];
  const [code] = await once(spawn(process.execPath, [path.join(root, script)], { env: { PORT: String(port) }, stdio: 'ignore' }), 'exit') as readonly unknown[];
  return code;
}

describe('compose.yaml', () => {
  const { hub, database } = compose.services;

  it('runs the hub with nothing to write to but a tmpfs and its anchors, no rights, and a door on this machine alone', () => {
    expect(hub).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], ports: ['127.0.0.1:4000:4000'] });
    expect(hub.volumes.filter((volume) => !volume.endsWith(':ro'))).toEqual(['anchors:/var/lib/muster-anchors']);
    // A fresh volume belongs to whom the image says, else to root, and the hub is not root.
    expect(last).toContain('COPY --from=build --chown=node:node /anchors /var/lib/muster-anchors');
    expect(lines.some((line) => /^RUN .*\bmkdir \/anchors$/.test(line))).toBe(true);
    expect(database.ports).toBeUndefined();
  });

  it('pins its images, declares what it names, and sets what a hub knows', () => {
    expect([hub.image, database.image]).toEqual([`muster:${(JSON.parse(read('package.json')) as { readonly version: string }).version}`, expect.stringMatching(/^postgres:\d+\.\d+-[a-z]+$/)]);
    const named = [...hub.volumes, ...database.volumes].map((volume) => volume.split(':')[0] ?? '').filter((name) => !name.startsWith('.'));
    expect([named.sort(), hub.secrets, database.secrets]).toEqual([Object.keys(compose.volumes).sort(), Object.keys(compose.secrets), Object.keys(compose.secrets)]);
    const known = read('src/server/process-settings.ts') + read('src/server/main.ts');
    expect(Object.keys(hub.environment).filter((name) => !known.includes(`'${name}'`))).toEqual([]);
    expect(hub.environment['MUSTER_MODE']).toBe('production');
    expect(JSON.stringify(compose.services)).not.toMatch(/PASSWORD":/);
  });

  it('puts the password into the address whatever stands in it, and hands its place on to the hub', async () => {
    const [shell = '', , script = ''] = hub.command ?? [];
    const given = script.replaceAll('$$', '$').replace('require(\\"fs\\")', 'require("fs")').replace(/require\(\\?"fs\\?"\)\.readFileSync\(.*?\)\.trim\(\)/, '"p@s/s wörd\\$x"').replace('exec node dist/src/server/main.js', 'exec node -p process.env.DATABASE_URL');
    const child = spawn(shell, ['-c', given], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    await once(child, 'close');
    expect(said.trim()).toMatch(/^postgres:\/\/muster:p%40s%2Fs%20w%C3%B6rd.*@database:5432\/muster$/);
  });
});
