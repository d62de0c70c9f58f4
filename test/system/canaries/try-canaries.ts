import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { toolNames } from '../../../sandbox/hub-config.ts';
import { places } from '../../../sandbox/keepsakes.ts';
import { startIssuer } from '../../../src/server/sign-in/issuer.fixture.ts';
import { muster } from '../../cli/muster.ts';
import { startProgram } from '../program.ts';
import { hitsIn, type Canary, type Hit } from './canary.ts';
import type { HookName } from './deliveries.ts';
import { databaseOf } from './database.ts';
import { failToStart } from './last-words.ts';
import { startFalseTool, type FalseTool } from './false-tool.ts';
import { ask, askEverything, judgeAndDeploy, knock, makeToken, type, watch, type Hear, type Hub } from './flows.ts';
import { configure, plant } from './planting.ts';

export interface Tried {
  readonly canaries: number;
  /** What was looked through, by the first word of each, and how often. */
  readonly heard: Readonly<Record<string, number>>;
  /** How many answers of tools said back what they were sent. */
  readonly echoes: number;
  /** Views that analysts may read and that said something; null where they are not there, in the embedded database. */
  readonly views: readonly string[] | null;
  readonly hits: readonly Hit[];
}

/** What the command line is asked of a hub. */
const commands: readonly (readonly string[])[] = [
  ['notices'], ['connections', '--json'], ['readiness', 'ledger-1.9.2', '--env', 'production'], ['release', 'show', 'payments-2.4.0', '--json'], ['deployment', 'list', '--json'], ['audit', 'export'], ['token', 'list'],
  ['deploy', 'payments-2.4.0', '--env', 'production'], ['plan', 'ledger-1.9.2', '--env', 'production', '--show'], ['sync'], ['report', 'connection-health', '--json'], ['next-window', 'ledger-1.9.2', '--env', 'production'],
];

/**
 * Plants a secret in everything of the configuration that is one, drives a built hub whose tools say back whatever they are sent, and
 * looks for each secret, in every encoding, in all that comes out: answers, logs at their most talkative, what is told to others, the
 * database, its views as analysts read them, the command line, and the last words of a hub that cannot start. Whole: deeper, with more commands and
 * more last words. On a database of its own on the PostgreSQL of `server`, else on the embedded one.
 */
export async function tryCanaries({ isWhole, server }: { readonly isWhole: boolean; readonly server: string | null }): Promise<Tried> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'muster-canaries-'));
  const opened: (() => Promise<unknown>)[] = [async () => { await Promise.resolve(); rmSync(stateDir, { recursive: true, force: true }); }];
  const heard: (readonly [string, string])[] = [];
  const hear: Hear = (where, said) => void heard.push([where, said]);
  const database = await databaseOf(server, path.join(stateDir, 'database'));
  opened.push(() => database.close());
  const environment = { ...database.environment, MUSTER_STATE_DIR: stateDir, SANDBOX_PORT: '0', SANDBOX_RUN_MS: '200', PORT: '0', MUSTER_CONFIG: path.join(stateDir, places.config), MUSTER_LOG: 'trace' };
  try {
    const sandbox = startProgram<{ readonly tools: Readonly<Record<string, { readonly url: string }>> }>('dist/sandbox/main.js', environment);
    opened.push(() => sandbox.stop());
    const { tools } = await sandbox.ready;
    const planted = plant(stateDir);
    const elsewhere = await startBystander(hear, 'elsewhere', '');
    const chat = await startBystander(hear, 'notice', `/slack/${planted.secret('Slack address')}`);
    const collector = await startBystander(hear, 'trace', '', 'x-collector-key');
    const mail = await startMail(hear);
    const issuer = await startIssuer(() => new Date());
    const falseTools = new Map<string, FalseTool>();
    for (const name of [...toolNames, 'servicenow-clone']) falseTools.set(name, await startFalseTool({ target: tools[name === 'servicenow-clone' ? 'servicenow' : name]?.url ?? null, swaps: planted.swaps(name), elsewhere: elsewhere.url }));
    opened.push(...[elsewhere, chat, collector, mail, issuer, ...falseTools.values()].map((one) => () => one.close()));
    const variables = configure(stateDir, planted, { tools: Object.fromEntries([...falseTools].map(([name, { url }]) => [name, url])), chat: chat.url, collector: collector.url, mailPort: mail.port, issuer });
    const beCareless = (isCareless: boolean): void => { for (const tool of falseTools.values()) tool.beCareless(isCareless); };

    beCareless(false);
    const process = startProgram<{ readonly url: string }>('dist/src/server/main.js', { ...environment, ...variables }, (line) => { hear('stdout', JSON.stringify(line)); });
    opened.push(() => process.stop());
    const { url } = await process.ready;
    const hub: Hub = { url, token: (who) => readFileSync(path.join(stateDir, places.tokens[who]), 'utf8').trim() };
    const seeding = startProgram('dist/sandbox/seed/main.js', { ...environment, MUSTER_URL: url });
    if ((await seeding.exited).code !== 0) throw new Error(`seeding failed: ${seeding.said()}`);
    const bearer = issuer.token(issuer.honest({ email: 'grace.chen@northbank.example', groups: ['release-managers'] }));
    const canaries: Canary[] = [...planted.canaries, await makeToken(hub, hear), { name: 'token of an issuer', secrets: [Buffer.from(bearer.split('.')[2] ?? '', 'utf8')] }];

    await judgeAndDeploy(hub, hear);
    beCareless(true);
    await askEverything(hub, hear, isWhole);
    await judgeAndDeploy(hub, hear);
    await watch(hub, hear);
    const hook = (tool: HookName): string => planted.secret(`${tool} webhook`);
    await knock(hub, hear, { hooks: { servicenow: hook('servicenow'), jira: hook('jira'), artifactory: hook('artifactory'), github: hook('github'), gitlab: hook('gitlab') }, metrics: planted.secret('metrics token'), bearer });
    await type(hub, hear, isWhole ? commands : commands.slice(0, 1), isWhole);
    const doctor = await muster(['doctor', '--json'], { env: { ...environment, ...variables } });
    hear('doctor', `${doctor.stdout} ${doctor.stderr}`);
    await ask(hub, hear, '{ auditLog(first: 500) { nodes { record } } notices(first: 100) { nodes { __typename } } }', {}, 'auditor');
    const { code } = await process.stop();
    if (code !== 0) throw new Error(`the hub ended with ${String(code)}: ${process.said().slice(-2_000)}`);
    hear('log', process.said());
    hear('anchors', readFileSync(path.join(stateDir, 'anchors.jsonl'), 'utf8'));
    for (const [table, rows] of await database.tables()) hear(`table ${table}`, rows);
    const views = await database.views();
    for (const [view, rows] of views ?? []) hear(`view ${view}`, rows);
    await failToStart(planted, { stateDir, environment: { ...environment, ...variables }, isWhole, hear });
    const echoes = [...falseTools.values()].reduce((sum, tool) => sum + tool.echoed(), 0);
    return { canaries: canaries.length, heard: countsOf(heard.map(([where]) => where.split(' ')[0] ?? '')), echoes, views: views?.filter(([, rows]) => rows !== '[]').map(([view]) => view) ?? null, hits: heard.flatMap(([where, said]) => hitsIn(canaries, where, said)) };
  } finally {
    for (const close of opened.reverse()) await close();
  }
}

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((one) => one === word).length]));
}

/** Somebody whom the hub tells something: all that it hears is heard, but for the path or the header that is its own secret. */
async function startBystander(hear: Hear, where: string, itsOwn: string, itsHeader = ''): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
      const isItsOwn = itsOwn !== '' && decodeURIComponent(pathname) === itsOwn;
      hear(where, `${isItsOwn ? '' : pathname}${search} ${JSON.stringify({ ...request.headers, [itsHeader]: null })} ${body}`);
      response.writeHead(isItsOwn ? 404 : 204).end(isItsOwn ? undefined : request.url);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }) };
}

/** A mail server that takes one sign-in, refuses the next and says back what it was given. */
async function startMail(hear: Hear): Promise<{ readonly port: number; close(): Promise<void> }> {
  let signedIn = 0;
  const server = new SMTPServer({
    authOptional: false, allowInsecureAuth: true, disabledCommands: ['STARTTLS'], logger: false,
    onAuth({ username, password }, _session, done) { signedIn += 1; if (signedIn % 2 === 1) done(null, { user: username }); else done(Object.assign(new Error(`no, ${password ?? ''}`), { responseCode: 535 })); },
    onData(stream, _session, done) { void text(stream).then((mail) => { hear('mail', mail); done(); }); },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { port: (server.server.address() as AddressInfo).port, close: () => new Promise((resolve) => { server.close(() => { resolve(); }); }) };
}
