import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { judgeFacts, readFacts } from '../../src/readiness/index.ts';
import { Desk } from '../system/receivers.ts';
import { startWorld, type Who, type World } from '../system/world.ts';
import { muster, type Said } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(60_000);

const kept = mkdtempSync(path.join(tmpdir(), 'muster-asking-'));
const anchors = path.join(kept, 'anchors.jsonl');
const desk = new Desk();
let world: World;
beforeAll(async () => {
  const url = await desk.open();
  world = await startWorld({ configure: (yaml) => `${yaml}\naudit: { anchor: { file: ${anchors}, webhook: { url: "${url}", secret: "${desk.secret}" }, every: PT1S } }\n` });
  world.moveClock(5_000); // What the seeding overwrote is scanned by then.
});
afterAll(async () => {
  await world.close();
  await desk.close();
  rmSync(kept, { recursive: true });
});

const as = (who: Who): Record<string, string> => ({ MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens[who] });
const ask = (...words: readonly string[]): Promise<Said> => muster(words, { env: as('releaseManager') });
const asViewer = (...words: readonly string[]): Promise<Said> => muster(words, { env: as('viewer') });

const escape = '\u001B';

interface Readiness { readonly outcome: string; readonly readyFromAt: string | null; readonly verdicts: readonly { readonly outcome: string; readonly gate: { readonly name: string }; readonly evidence: readonly { readonly url: string | null }[] }[] }

describe('muster deployment list', () => {
  it('shows also what others deployed, and whose it is', async () => {
    expect((await asViewer('deployment', 'list', '--observed', '--json')).stdout).toBe('[]\n');
    const { observations } = world.running.store;
    const place = { connection: 'github', serviceKey: 'ledger', environment: 'staging' };
    const turn = await observations.takeTurn(place, 'test', 60_000);
    const [startedAt, url] = ['2026-01-02T03:04:05.000Z', 'http://127.0.0.1:1/runs/7'];
    const source = { reference: 'github:build:ledger/7', system: 'GITHUB', connection: 'github', key: 'ledger/7', url, fetchedAt: startedAt, isStale: false, problem: null };
    const sighting = {
      identity: 'observed:github:ledger:staging:ledger/7', state: 'FAILED', because: 'The run ended in failure.', releaseKey: null, packageDigest: null, startedBy: null, startedAt, finishedAt: startedAt,
      correlation: null, holdsUntil: startedAt, run: { source, runId: '7', status: 'failure', url, startedAt, finishedAt: startedAt },
    } as const;
    expect(turn && await observations.keep(place, turn, { sightings: [sighting], cursor: startedAt }, 0)).toBe(1);
    const { code, stdout } = await asViewer('deployment', 'list', '--service', 'ledger', '--env', 'staging');
    expect(code).toBe(0);
    expect(stdout).toMatch(/deployment:\S+ +ledger, release unknown +staging +FAILED +others +2026-01-02T03:04:05/);
    const [one] = JSON.parse((await asViewer('deployment', 'list', '--observed', '--json')).stdout) as readonly { readonly id: string; readonly run: object }[];
    expect(one?.run).toEqual({ status: 'failure', url });
    expect((await asViewer('deployment', 'show', one?.id ?? '')).code).toBe(6);
    expect((await asViewer('deployment', 'list', '--service', 'cards')).stdout).not.toContain('deployment:');
  });
});

describe('muster token', () => {
  it('gives an access token that a pipeline works with, lists it without its secret, and takes it back', async () => {
    const asAdministrator = (...words: readonly string[]): Promise<Said> => muster(['token', ...words], { env: as('administrator') });
    const created = await asAdministrator('create', 'payments-pipeline', '--role', 'viewer', '--service', 'payments', '--days', '30');
    expect(created).toMatchObject({ code: 0, stderr: 'Keep it now: it is never shown again.\n', stdout: expect.stringMatching(/^muster_[0-9a-f]{16}_[\w-]{43}\n$/) as string });
    const token = created.stdout.trim();
    expect((await muster(['release', 'list'], { env: { MUSTER_URL: world.url, MUSTER_TOKEN: token } })).code).toBe(0);
    const listed = await asAdministrator('list');
    expect(listed.stdout).toMatch(/payments-pipeline +VIEWER +payments +all/);
    expect(listed.stdout).not.toContain(token.slice(-43));
    expect((await asAdministrator('revoke', token.slice(7, 23))).code).toBe(0);
    expect((await muster(['release', 'list'], { env: { MUSTER_URL: world.url, MUSTER_TOKEN: token } })).code).toBe(4);
    expect((await muster(['token', 'list'], { env: as('releaseManager') })).code).toBe(4);
    expect((await asAdministrator('create', 'x', '--role', 'ADMINISTRATOR')).code).toBe(1);
  });
});

describe('muster audit', () => {
  const auditor = (...words: readonly string[]): Promise<Said> => muster(['audit', ...words], { env: as('auditor') });
  const file = path.join(kept, 'audit.jsonl');
  const key = path.join(kept, 'key.pub.pem');
  const offline = (...words: readonly string[]): Promise<Said> => muster(['audit', 'verify', file, ...words], { env: {} });
  const linesIn = (name: string): readonly string[] => readFileSync(name, 'utf8').trim().split('\n');
  const write = (name: string, lines: readonly string[]): void => { writeFileSync(name, lines.map((line) => `${line}\n`).join('')); };

  beforeAll(async () => {
    writeFileSync(key, world.configuration.receipts.signingKey?.verifying.key.export({ type: 'spki', format: 'pem' }) ?? '');
    await world.data('mutation { updateRelease(input: { key: "ledger-1.9.2", name: "Ledger, told to the log" }) { userErrors { code } } }');
    const { number } = await world.running.store.audit.head();
    // A journal that is told of comes as a later entry, and is anchored with it.
    while (((JSON.parse(linesIn(anchors).at(-1) ?? '{}') as { number?: number }).number ?? 0) < number) await new Promise((resolve) => { setTimeout(resolve, 100); });
  });

  it('exports the log with the journals of deployments, and finds both whole, from the file and from the hub', async () => {
    expect(await auditor('export', '--output', file)).toMatchObject({ code: 0, stdout: '', stderr: expect.stringMatching(/^\d+ entries and 1 journals in /) as string });
    expect((await auditor('export')).stdout.split('\n').length).toBeGreaterThanOrEqual(linesIn(file).length);
    expect(await offline()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^WHOLE {2}\d+ entries, head [0-9a-f]{64}, and 1 journals; no anchors were given/) as string });
    expect(await auditor('verify', '--anchors', anchors, '--key', key)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^WHOLE .* and 1 journals; \d+ anchors agree/) as string });
    expect(JSON.parse((await offline('--json')).stdout)).toMatchObject({ isWhole: true, journals: 1, problems: [] });
    for (const words of [['export'], ['verify']]) expect((await muster(['audit', ...words], { env: as('viewer') })).code).toBe(4);
  });

  it('finds the log whole by what a webhook was posted', async () => {
    await auditor('export', '--output', file);
    while (desk.told.length < linesIn(anchors).length) await new Promise((resolve) => { setTimeout(resolve, 100); });
    expect(new Set(desk.told.map(({ type }) => type))).toEqual(new Set(['audit.anchored']));
    const posted = path.join(kept, 'posted.jsonl');
    write(posted, desk.told.slice(0, 2).map(({ data }) => JSON.stringify(data)));
    expect(await offline('--anchors', posted, '--key', key)).toMatchObject({ code: 0, stdout: expect.stringContaining('2 anchors agree') as string });
  });

  it('finds a journal that was cut with its row, a line that was altered and a log that was cut, and says where', async () => {
    await auditor('export', '--output', file);
    const whole = linesIn(file);
    const journal = JSON.parse(whole.at(-1) ?? '') as { deployment: string; length: number; head: string; lines: { said: string; hash: string }[] };
    const anchored = path.join(kept, 'anchors-until-then.jsonl');
    write(anchored, linesIn(anchors).slice(-1));

    write(file, [...whole.slice(0, -1), JSON.stringify({ ...journal, length: 0, head: '0'.repeat(64), lines: [] })]);
    expect(await offline()).toMatchObject({ code: 1, stdout: expect.stringContaining(`line ${journal.length} of the journal of ${journal.deployment} was there, as the log says, and is there no more: the journal was cut`) as string });
    write(file, [...whole.slice(0, -1), JSON.stringify({ ...journal, lines: journal.lines.map(({ said, hash }) => ({ said: said.replace('FAILED', 'SUCCEEDED'), hash })) })]);
    expect(await offline()).toMatchObject({ code: 1, stdout: expect.stringMatching(/line 1 of the journal of deployment:\S+ was altered/) as string });
    write(file, whole.slice(0, 1));
    expect(await offline('--anchors', anchored, '--key', key)).toMatchObject({ code: 1, stdout: expect.stringContaining('the log was cut') as string });
    write(file, [...whole, 'no JSON']);
    expect((await offline()).code).toBe(1);
    expect(await offline('--anchors', anchored, '--key', anchored)).toMatchObject({ code: 1, stderr: expect.stringContaining('holds no public Ed25519 key in PEM') as string });
  });
});

describe('muster readiness --save-facts', () => {
  it('saves what the judgement was made of, and no secret, so that it can be judged again', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-facts-'));
    const file = path.join(folder, 'facts.json');
    try {
      const { code, stdout } = await asViewer('readiness', 'payments-2.4.0', '--env', 'production', '--save-facts', file, '--json');
      const text = readFileSync(file, 'utf8');
      const again = judgeFacts(readFacts(text), 'LIVE');
      expect({ code, digest: again.factsDigest, outcome: again.outcome }).toEqual({ code: 3, digest: (JSON.parse(stdout) as { factsDigest: string }).factsDigest, outcome: 'NOT_READY' });
      for (const token of Object.values(world.sandbox.tokens)) expect(text).not.toContain(token);
      expect((await ask('readiness', 'payments-2.4.0', '--env', 'production', '--save-facts', file, '--validate')).code).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('muster readiness', () => {
  it('exits 0 for a release that is ready, with each gate in a line', async () => {
    const { code, stdout, stderr } = await ask('readiness', 'ledger-1.9.2', '--env', 'production');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('ledger-1.9.2 → production: READY');
    expect(stdout.match(/ PASS /g)).toHaveLength(9);
  });

  it('exits 3 for one that is not, with three reds from three tools, each with its remedy and a link to its evidence', async () => {
    const { code, stdout } = await ask('readiness', 'payments-2.4.0', '--env', 'production');
    expect(code).toBe(3);
    expect(stdout).toContain('payments-2.4.0 → production: NOT_READY');
    const reds = stdout.split(/\n(?=\S)/).filter((part) => part.includes('\n  do '));
    const { servicenow, jira, artifactory } = world.sandbox.tools;
    expect(reds.map((part) => part.split('\n')[0])).toEqual(['change-is-approved', 'work-items-are-done', 'package-matches-its-seal']);
    for (const [index, tool] of [servicenow, jira, artifactory].entries()) {
      expect(reds[index]).toMatch(/\n {2}do {8}\S/);
      expect(reds[index]).toContain(`\n  where     ${tool.url}/`);
      expect(reds[index]?.match(/\n {2}evidence {2}.*/g)?.every((line) => line.includes(`  ${tool.url}/`))).toBe(true);
    }
  });

  it('exits 5 where something is unknown', async () => {
    const { code, stdout } = await ask('readiness', 'statements-5.0.1', '--env', 'production');
    expect(code).toBe(5);
    expect(stdout).toContain('UNDETERMINED');
    expect(stdout).toMatch(/no-blocking-vulnerability +UNKNOWN/);
  });

  it('exits 3 where only time is red, and says when it opens', async () => {
    const { code, stdout } = await ask('readiness', 'cards-3.1.0', '--env', 'production');
    expect(code).toBe(3);
    expect(stdout).toMatch(/Only time stands in the way: it is ready from \d{4}-\d\d-\d\dT02:00:00/);
  });

  it.each([['before', ['--json', 'readiness', 'cards-3.1.0', '--env', 'production']], ['behind', ['readiness', 'cards-3.1.0', '--env', 'production', '--json']]])('answers JSON and nothing else with --json %s the command', async (_where, words) => {
    const { code, stdout, stderr } = await ask(...words);
    const readiness = JSON.parse(stdout) as Readiness;
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(readiness.verdicts.filter(({ outcome }) => outcome !== 'PASS').map(({ gate }) => gate.name)).toEqual(['change-window-is-open']);
    expect(new Date(readiness.readyFromAt ?? '').getUTCDay()).toBe(6);
  });

  it('may be asked by a viewer', async () => {
    expect((await asViewer('readiness', 'ledger-1.9.2', '--env', 'production')).code).toBe(0);
  });
});

describe('what a command line is told wrong', () => {
  it.each([
    [1, ['readiness', 'nothing-1.0.0', '--env', 'production'], 'There is no release nothing-1.0.0.'],
    [1, ['release', 'show', 'nothing-1.0.0'], 'There is no release nothing-1.0.0.'],
    [1, ['deploy', 'nothing-1.0.0', '--env', 'production'], 'There is no release nothing-1.0.0.'],
    [1, ['deployment', 'show', 'nothing'], 'There is no deployment nothing.'],
    [2, ['deploy', 'ledger-1.9.2', '--env', 'moon'], 'There is no environment moon'],
    [2, ['release', 'list', '--nonsense'], "unknown option '--nonsense'"],
    [2, ['release', 'list', '--limit', 'many'], 'Write a whole number'],
    [2, ['readiness', 'ledger-1.9.2'], "required option '--env <environment>' not specified"],
    [2, ['deploy', 'ledger-1.9.2', '--env', 'production', '--wait', '--timeout', 'soon'], '"soon" is not a duration'],
    [2, ['frobnicate'], "unknown command 'frobnicate'"],
    [2, ['api', 'graphql', '--query', '{ viewer { roles } }', '--variables', '{'], '--variables is not JSON'],
  ])('exits %i for %j', async (expected, words, sentence) => {
    const { code, stdout, stderr } = await ask(...words);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});

describe('who may', () => {
  it.each([
    ['a viewer who deploys', 'viewer', ['deploy', 'ledger-1.9.2', '--env', 'production'], 'RELEASE_MANAGER'],
    ['a viewer who declares a release', 'viewer', ['release', 'create', 'ledger-2.0.0', '--service', 'ledger', '--version', '2.0.0'], 'RELEASE_MANAGER'],
    ['a release manager who agrees to their own plan', 'releaseManager', ['agree', 'ledger-1.9.2', '--env', 'production'], 'Ines Weber proposed this plan'],
  ] as const)('exits 4 for %s', async (_whom, who, words, sentence) => {
    const { code, stdout, stderr } = await muster(words, { env: as(who) });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  it('exits 4 for a token that the hub does not know, and never prints it', async () => {
    const { code, stderr } = await muster(['release', 'list'], { env: { MUSTER_URL: world.url, MUSTER_TOKEN: 'sesame' } });
    expect(code).toBe(4);
    expect(stderr).toContain('Sign in');
    expect(stderr).not.toContain('sesame');
  });
});

describe('which hub', () => {
  it('exits 1 when none answers, and names the address', async () => {
    const { code, stderr } = await muster(['release', 'list'], { env: { MUSTER_URL: 'http://127.0.0.1:9/graphql', MUSTER_TOKEN: 'any' } });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'http://127.0.0.1:9/graphql cannot be reached: is the hub running?\n' });
  });

  it('exits 1 when what answers is no hub', async () => {
    const { code, stderr } = await muster(['release', 'list'], { env: { MUSTER_URL: world.sandbox.tools.jira.url, MUSTER_TOKEN: 'any' } });
    expect(code).toBe(1);
    expect(stderr).toContain("is it a Muster hub's /graphql?");
  });

  it('is the running sandbox of this folder, as its release manager, when nothing is said', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-cli-'));
    mkdirSync(path.join(folder, '.muster'));
    const { releaseManager, viewer } = world.sandbox.tokens;
    writeFileSync(path.join(folder, '.muster/sandbox.json'), JSON.stringify({ url: world.url, tokens: { releaseManager } }));
    const query = ['api', 'graphql', '--query', '{ viewer { roles } }'];
    const manager = await muster(query, { env: {}, cwd: folder });
    const other = await muster(query, { env: { MUSTER_TOKEN: viewer }, cwd: folder });
    const elsewhere = await muster(query, { env: { MUSTER_URL: 'http://127.0.0.1:9/graphql' }, cwd: folder });
    rmSync(folder, { recursive: true });
    const nowhere = await muster(query, { env: {}, cwd: tmpdir() });
    expect(JSON.parse(manager.stdout)).toEqual({ data: { viewer: { roles: ['RELEASE_MANAGER'] } } });
    expect(JSON.parse(other.stdout)).toEqual({ data: { viewer: { roles: ['VIEWER'] } } });
    expect(elsewhere).toMatchObject({ code: 2, stderr: 'MUSTER_URL is set and MUSTER_TOKEN is not: set it to your access token.\n' });
    expect(nowhere).toMatchObject({ code: 2, stderr: 'No hub to speak to: set MUSTER_URL and MUSTER_TOKEN, or run npm start in this folder.\n' });
  });
});

describe('tables, JSON and help', () => {
  it.each([
    [['release', 'list'], /RELEASE +SERVICE +VERSION +STATE +OWNER\n(.+\n){4}$/],
    [['release', 'show', 'payments-2.4.0'], /CHG0030003 +Authorize +REQUESTED[^]*PAY-1017[^]*payments-gateway-2\.4\.0\.tgz +differs[^]*operational: 2\d[^]*production +version 1/],
    [['plan', 'payments-2.4.0', '--env', 'production', '--show'], /Plan version 1 for production by github-payments[^]*agreed +CHANGE_AUTHORITY Omar Haddad/],
    [['connections'], /(?:(?:servicenow|jira|artifactory|github) +\w+ +production +reachable\n){4}/],
  ])('shows %j to people, and JSON to scripts', async (words, expected) => {
    const [table, json] = await Promise.all([ask(...words), ask(...words, '--json')]);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toMatch(expected);
    expect(table.stdout).not.toContain(escape);
    expect(typeof JSON.parse(json.stdout)).toBe('object');
  });

  it('says how many more there are', async () => {
    const { stdout, stderr } = await ask('release', 'list', '--limit', '3');
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(stderr).toBe('3 of 4: --limit shows more.\n');
  });

  it('colours for a terminal that wants it, and for no other', async () => {
    const words = ['readiness', 'ledger-1.9.2', '--env', 'production'];
    const coloured = await muster(words, { env: { ...as('viewer'), FORCE_COLOR: '1' } });
    const plain = await muster(words, { env: { ...as('viewer'), NO_COLOR: '1' } });
    expect(coloured.stdout).toContain(`${escape}[32mREADY`);
    expect(plain.stdout).not.toContain(escape);
  });

  it('takes one operation in its own words, from an option or from stdin', async () => {
    const query = 'query($key: String!) { release(key: $key) { version } }';
    const byOption = await ask('api', 'graphql', '--query', query, '--field', 'key=ledger-1.9.2');
    const byStdin = await muster(['api', 'graphql', '--variables', '{"key":"ledger-1.9.2"}'], { env: as('viewer'), stdin: query });
    expect(JSON.parse(byOption.stdout)).toEqual({ data: { release: { version: '1.9.2' } } });
    expect(byStdin).toEqual(byOption);
    const wrong = await ask('api', 'graphql', '--query', '{ nonsense }');
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ data: null, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it.each(['release list', 'release show', 'release create', 'release link', 'release seal', 'plan', 'agree', 'readiness', 'deploy', 'deployment list', 'deployment show', 'deployment watch', 'connections', 'sync', 'api graphql'])('muster %s --help has an example', async (command) => {
    const { code, stdout } = await muster([...command.split(' '), '--help'], { env: {} });
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}muster ${command}`));
  });

  it('names its exit codes in --help', async () => {
    const { stdout } = await muster(['--help'], { env: {} });
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8]) expect(stdout).toMatch(new RegExp(`[ :]${code} [a-z]`));
  });
});

describe('a release of one’s own', () => {
  it('is declared, linked, sealed, planned and agreed', async () => {
    const created = await ask('release', 'create', 'ledger-1.9.3', '--service', 'ledger', '--version', '1.9.3', '--stakeholder', 'omar.haddad@northbank.example:CHANGE_AUTHORITY');
    expect(created).toMatchObject({ code: 0, stdout: 'ledger-1.9.3 is declared.\n' });
    expect(await ask('release', 'create', 'ledger-1.9.3', '--service', 'ledger', '--version', '1.9.3')).toMatchObject({ code: 1, stdout: '' });

    const [change] = world.sandbox.story.releases.find(({ key }) => key === 'ledger-1.9.2')?.changes ?? [];
    expect(await ask('release', 'link', 'ledger-1.9.3', `servicenow:change:${change?.number ?? ''}`, '--env', 'production')).toMatchObject({ code: 0 });
    expect(await ask('release', 'link', 'ledger-1.9.3', 'nonsense')).toMatchObject({ code: 1, stdout: '' });

    const whichDeployer = await ask('plan', 'ledger-1.9.3', '--env', 'production');
    expect({ code: whichDeployer.code, stderr: whichDeployer.stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^Name the deployer with --deployer: production has github-.*github-ledger/) as string });
    const proposed = await ask('plan', 'ledger-1.9.3', '--env', 'production', '--deployer', 'github-ledger', '--backout', 'redeploy 1.9.2', '--json');
    expect(JSON.parse(proposed.stdout)).toMatchObject({ version: 1, deployer: 'github-ledger', isAgreed: false });
    expect((await ask('plan', 'ledger-1.9.3', '--env', 'production', '--show')).code).toBe(3);
    const agreed = await muster(['agree', 'ledger-1.9.3', '--env', 'production', '--plan-version', '1'], { env: as('changeAuthority') });
    expect(agreed).toMatchObject({ code: 0 });
    expect(agreed.stdout).toContain('agreed by every role the policy names');
    const other = await ask('plan', 'ledger-1.9.3', '--env', 'production', '--parameters', '{nonsense}');
    expect(other).toMatchObject({ code: 2, stderr: '--parameters is not JSON.\n' });
  });

  it('is sealed once; again takes --replace', async () => {
    expect((await ask('release', 'seal', 'ledger-1.9.2')).code).toBe(1);
    const sealed = await ask('release', 'seal', 'ledger-1.9.2', '--replace');
    expect(sealed.stdout).toMatch(/^ledger-1\.9\.2 is sealed: revision 2, 3 artifacts, digest \S+\.\n$/);
  });
});
