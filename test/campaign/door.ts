import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildClientSchema, buildSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { places } from '../../sandbox/keepsakes.ts';
import { tampered, untouched } from '../../src/audit/tamper.fixture.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { tryAttacks } from '../../src/server/limits/attacks.fixture.ts';
import { tryTricks } from '../../src/connectors/http/tricks.fixture.ts';
import { tryCanaries } from '../system/canaries/try-canaries.ts';
import { tryEveryCell, type Door } from '../system/every-cell.ts';
import { auditHttp } from '../system/http-audits.ts';
import { post } from '../system/post.ts';
import { startProgram } from '../system/program.ts';

/**
 * `npm run campaign:door [-- SEED]`: what somebody could try at the door of a hub and at its way out. Says on stderr what is not as it
 * should be, and the figures as one line of JSON on stdout; exit code 1 when one of them is wrong.
 */
const seed = Number(process.argv[2] ?? 20_261_129);
const say = (line: string): void => { process.stderr.write(`${line}\n`); };

/** Park and Miller's. */
function randomFrom(start: number): () => number {
  let state = start % 2_147_483_647;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const logs = 1_000;

function tamper(): { readonly auditTampered: number; readonly auditFound: number; readonly auditFalselyFound: number } {
  const random = randomFrom(seed);
  const found = ({ lines, anchors, keys }: ReturnType<typeof tampered>): boolean => verifyLog(lines, { anchors, keys }).problems.length > 0;
  const missed = Array.from({ length: logs }, (_, nth) => tampered(nth, random)).filter((log) => !found(log));
  for (const { how } of missed) say(`not found: ${how}`);
  return { auditTampered: logs, auditFound: logs - missed.length, auditFalselyFound: Array.from({ length: logs / 10 }, () => untouched(random)).filter(found).length };
}

function attack(): { readonly attacks: number; readonly attacksSlowOrPassed: number; readonly honest: number; readonly honestRefused: number } {
  const { attacks, passed, slow, honest, honestRefused } = tryAttacks(buildSchema(readFileSync('schema.graphql', 'utf8')), { rounds: 20 });
  for (const name of passed) say(`passed: ${name}`);
  for (const name of slow) say(`slow: ${name}`);
  for (const name of honestRefused) say(`refused: ${name}`);
  return { attacks, attacksSlowOrPassed: new Set([...passed, ...slow]).size, honest, honestRefused: honestRefused.length };
}

/** Sandbox and hub as people start them, for as long as this takes. */
async function withHub<T>(use: (door: Door) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-door-'));
  const environment = { MUSTER_STATE_DIR: folder, SANDBOX_PORT: '0', PORT: '0', MUSTER_CONFIG: path.join(folder, places.config) };
  const sandbox = startProgram('dist/sandbox/main.js', environment);
  await sandbox.ready;
  const hub = startProgram<{ readonly url: string }>('dist/src/server/main.js', environment);
  try {
    const tokens = Object.fromEntries(Object.entries(places.tokens).map(([who, file]) => [who, readFileSync(path.join(folder, file), 'utf8').trim()])) as Door['tokens'];
    return await use({ url: (await hub.ready).url, tokens });
  } finally {
    await hub.stop();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const figures = {
  ...await withHub(async (door) => {
    const { data } = await post<IntrospectionQuery>(door.url, door.tokens.viewer, { query: getIntrospectionQuery() });
    if (data === null) throw new Error('the hub did not tell its schema');
    const cells = await tryEveryCell(door, buildClientSchema(data));
    const wrong = cells.filter(({ may, isLetThrough }) => may !== isLetThrough);
    for (const cell of wrong) say(`wrong: ${JSON.stringify(cell)}`);
    const audits = await auditHttp(door);
    const notOk = audits.filter(({ status }) => status !== 'ok');
    for (const audit of notOk) say(`not ok: ${JSON.stringify(audit)}`);
    return { authorizationCells: cells.length, authorizationWrong: wrong.length, httpAudits: audits.length, httpAuditsNotOk: notOk.length };
  }),
  ...attack(),
  ...await tryCanaries({ isWhole: true, server: null }).then(({ canaries, echoes, hits }) => {
    for (const hit of hits) say(`seen: ${JSON.stringify(hit)}`);
    return { canaries, canaryEchoes: echoes, canaryHits: hits.length };
  }),
  ...await tryTricks().then(({ tricks, connections, passed }) => {
    for (const trick of passed) say(`passed: ${trick}`);
    return { ssrfTricks: tricks, ssrfConnections: connections, ssrfPassed: passed.length };
  }),
  ...tamper(),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
const { authorizationWrong, httpAuditsNotOk, canaryHits, attacksSlowOrPassed, honestRefused, ssrfConnections, ssrfPassed, auditTampered, auditFound, auditFalselyFound } = figures;
process.exitCode = authorizationWrong + httpAuditsNotOk + canaryHits + attacksSlowOrPassed + honestRefused + ssrfConnections + ssrfPassed + auditTampered - auditFound + auditFalselyFound === 0 ? 0 : 1;
