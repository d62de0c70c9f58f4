import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '../../src/domain/error.ts';
import { readConfiguration } from '../../src/server/config/read-file.ts';
import { restrictionsOf } from '../../src/server/config/restrictions.ts';
import type { FileShape } from '../../src/server/config/shape.ts';
import { connectionMistakes } from '../../src/server/connect.ts';
import { createLog } from '../../src/server/log.ts';
import { policyMistakes } from '../../src/server/policy-mistakes.ts';
import { readProcessSettings } from '../../src/server/process-settings.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'muster-config-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

const good = `environments:
  - name: production
    isProduction: true
    policy: strict
connections:
  - name: jira
    system: jira
    url: https://jira.northbank.example
    auth:
      basic:
        userName: muster
        password: \${env:JIRA_TOKEN}
  - name: github
    system: github
    url: https://api.github.example
    auth:
      bearer: \${file:github.secret}
services:
  - key: payments
    name: Payments
    workItems:
      connection: jira
      project: PAY
    deployers:
      production:
        connection: github
        name: deploy
        repository: northbank/payments
        workflow: deploy.yml
        ref: main
people:
  - name: Ines Weber
    email: ines.weber@northbank.example
access:
  sandboxTokens:
    - token: a-token-of-sixteen-and-more
      email: ines.weber@northbank.example
      roles: [RELEASE_MANAGER]
policies:
  - name: strict
    version: 1
    requiredAgreements: [CHANGE_AUTHORITY]
    gates:
      work-items-are-done:
      no-blocking-vulnerability:
        parameters:
          maxHigh: 3
`;
const environment = { JIRA_TOKEN: 's3cret-of-jira' };

function read(yaml: string, given: Readonly<Record<string, string>> = environment): FileShape {
  const file = path.join(folder, 'muster.yaml');
  writeFileSync(file, yaml);
  writeFileSync(path.join(folder, 'github.secret'), 's3cret-of-github\n');
  const log = createLog('silent');
  return readConfiguration(file, given, (shape) => [...connectionMistakes(shape, { now: () => new Date() }, log), ...policyMistakes(shape)]);
}

/** "line key" of each mistake, in the order told; and the whole message. */
function mistakesOf(yaml: string, given?: Readonly<Record<string, string>>): { readonly told: readonly string[]; readonly message: string } {
  try {
    read(yaml, given);
  } catch (error) {
    if (error instanceof ConfigurationError) return { told: error.mistakes.map(({ line, key }) => `${line ?? '-'} ${key}`), message: error.message };
    throw error;
  }
  throw new Error('the configuration was taken as it is');
}

/** The line, counted from 1, that holds this text. */
function lineOf(yaml: string, text: string): number {
  const index = yaml.split('\n').findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`no line holds ${text}`);
  return index + 1;
}

function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((yaml, [from, to]) => {
    if (!yaml.includes(from)) throw new Error(`the configuration does not hold ${from}`);
    return yaml.replace(from, () => to);
  }, good);
}

describe('muster.yaml', () => {
  it('has its secrets from the environment and from files beside it', () => {
    const { connections, policies } = read(good);
    expect(connections.map(({ auth }) => auth)).toEqual([{ basic: { userName: 'muster', password: 's3cret-of-jira' } }, { bearer: 's3cret-of-github' }]);
    expect(policies[0]?.gates['work-items-are-done']).toMatchObject({ isBlocking: true, mayBeEmpty: false });
  });

  it.each<readonly [string, string, string]>([
    ['an address with a sign-in', 'url: https://jira.northbank.example', 'url: https://muster:hunter2@jira.northbank.example'],
    ['an alias', '${env:JIRA_TOKEN}', '*hunter2'],
    ['a forgotten space', 'basic:\n        userName: muster\n        password: ${env:JIRA_TOKEN}', '{ basic: { userName: muster, password:hunter2 } }'],
    ['a key with a forgotten space', 'key: payments', 'key: payments\n    ? record:hunter2\n    : x'],
    ['a secret where a name belongs', 'project: PAY', 'project: PAY\n      colour: ${env:HUNTER}\n    record: ${env:HUNTER}'],
  ])('says nothing back of %s that may be a secret', (_title, from, to) => {
    const { told, message } = mistakesOf(changed([from, to]), { ...environment, HUNTER: 'hunter2' });
    expect(told.length).toBeGreaterThan(0);
    expect(message).not.toContain('hunter2');
  });

  describe('metrics that are watched', () => {
    const measuring = '  - { name: prometheus, system: prometheus, url: https://prometheus.example, auth: { bearer: x } }\nservices:';
    const watching = (metric: string, connection = measuring): string => changed(['    policy: strict\n', `    policy: strict\n    afterwards: { bake: PT5M, watch: { metrics: [${metric}] } }\n`], ['services:', connection]);

    it('are bounds of what a connection measures', () => {
      const [environment] = read(watching('{ name: errors, connection: prometheus, expression: \'e{service="$service"}\', atMost: 0.05 }')).environments;
      expect(environment?.afterwards.watch.metrics).toEqual([{ name: 'errors', connection: 'prometheus', expression: 'e{service="$service"}', atMost: 0.05, atLeast: null }]);
    });

    it.each([
      ['without bounds', '{ name: errors, connection: prometheus, expression: e }', '', 'atMost or atLeast'],
      ['of a connection that is not there', '{ name: errors, connection: prom, expression: e, atMost: 1 }', '.connection', 'there is no connection "prom"'],
      ['of a tool that measures nothing', '{ name: errors, connection: jira, expression: e, atMost: 1 }', '.connection', 'which measures nothing'],
      ['with what nothing fills', '{ name: errors, connection: prometheus, expression: \'e{s="$servce"}\', atMost: 1 }', '.expression', '$servce'],
    ])('%s are told at their key', (_what, metric, key, because) => {
      const { told, message } = mistakesOf(watching(metric));
      expect(told.map((one) => one.split(' ')[1])).toContain(`environments[0].afterwards.watch.metrics[0]${key}`);
      expect(message).toContain(because);
    });

    it('of production are measured by production', () => {
      const { message } = mistakesOf(watching('{ name: errors, connection: prometheus, expression: e, atMost: 1 }', measuring.replace('auth:', 'isProduction: false, auth:')));
      expect(message).toContain('prometheus is no production (isProduction: false), and production is');
    });
  });

  describe('items of changes that another connection keeps', () => {
    const assets = 'https://api.atlassian.com/jsm/assets/workspace/be9cca2f/v1';
    const keeping = (field: string, connection: string): string => changed(
      ['system: jira\n', `system: jira\n    options:\n      changes:\n        project: OPS\n        issueTypes: { Change: NORMAL }\n        items:\n          field: ${field}\n          connection: assets\n`],
      ['services:', `${connection}services:`]);
    const declared = (more = '', url = assets): string => `  - { name: assets, system: JIRA_ASSETS, url: "${url}", auth: { bearer: x }${more} }\n`;

    it('are named by a field and a connection', () => {
      expect(read(keeping('customfield_10106', declared())).connections).toHaveLength(3);
    });

    it.each([
      ['of a field by its name', 'Affected', declared(), 'field', 'customfield_10101'],
      ['of a connection that is not there', 'customfield_10106', '', 'connection', 'there is no connection "assets"'],
      ['of another system', 'customfield_10106', declared().replace('JIRA_ASSETS', 'GITHUB'), 'connection', 'assets is GITHUB'],
      ['of a test beside production', 'customfield_10106', declared(', isProduction: false'), 'connection', 'assets is a test connection (isProduction: false), and jira is production'],
      ['of no workspace', 'customfield_10106', declared('', 'https://api.atlassian.com'), 'connection', 'names no workspace'],
    ])('%s are told at their line', (_what, field, connection, key, because) => {
      const yaml = keeping(field, connection);
      const { told, message } = mistakesOf(yaml);
      expect(told).toContain(`${lineOf(yaml, `          ${key}: `)} connections[0].options.changes.items.${key}`);
      expect(message).toContain(because);
    });
  });

  describe('restricted records', () => {
    const restricted = (rule: string): string => changed(['system: jira\n', `system: jira\n    restricted:\n      - ${rule}\n`]);

    it('are rules of a connection', () => {
      expect(restrictionsOf(read(restricted('{ kinds: [work-item, version], roles: [AUDITOR] }')))).toEqual([{ connection: 'jira', kinds: ['work-item', 'version'], classifications: null, roles: ['AUDITOR'] }]);
    });

    it.each([
      ['{ kinds: [work-item, secret], roles: [AUDITOR] }', 'kinds[1]', 'work-item'],
      ['{ kinds: [work-item], roles: [BOSS] }', 'roles[0]', 'AUDITOR'],
      ['{ kinds: [work-item], roles: [] }', 'roles', '1'],
      ['{ kinds: [], roles: [AUDITOR] }', 'kinds', '1'],
      ['{ kinds: [work-item] }', 'roles', 'expected array'],
      ['{ kinds: [work-item], roles: [AUDITOR], people: [ines] }', 'people', 'is not a key'],
      ['{ kinds: [work-item], classifications: [" "], roles: [AUDITOR] }', 'classifications[0]', 'must not be blank'],
      ['{ kinds: [work-item], classifications: [], roles: [AUDITOR] }', 'classifications', '1'],
      ['{ kinds: [work-item, incident], roles: [AUDITOR] }', 'kinds[1]', 'jira is JIRA, which has no incident that Muster reads with these settings: name one of work-item, version'],
      ['{ kinds: [version], classifications: [Secret], roles: [AUDITOR] }', 'classifications', 'jira does not tell how a version is classified with these settings'],
    ])('are refused by name: %s', (rule, key, words) => {
      const { told, message } = mistakesOf(restricted(rule));
      expect(told.map((one) => one.replace(/^\d+ /, ''))).toEqual([`connections[0].restricted[0].${key}`]);
      expect(message).toContain(words);
    });
  });

  it('has twelve different mistakes told in one go, each with its line and key', () => {
    const yaml = changed(
      ['policy: strict', 'policy: strickt'],
      ['url: https://jira.northbank.example', 'url: jira.northbank.example'],
      ['system: github', 'system: subversion'],
      ['github.secret', 'no-such.secret'],
      ['key: payments', 'key: payments\n    colour: blue'],
      ['project: PAY', 'project: ""'],
      ['  - name: Ines Weber\n', '  - name: Ines Weber\n    accounts:\n      - connection: jirra\n        userName: iw\n'],
      ['token: a-token-of-sixteen-and-more', 'token: short'],
      ['roles: [RELEASE_MANAGER]', 'roles: [BOSS]'],
      ['work-items-are-done:', 'work-items-are-dome:'],
      ['maxHigh: 3', 'maxHigh: many'],
      ['policies:', 'colours: [red]\npolicies:'],
    );
    const { told, message } = mistakesOf(yaml);
    const at = (text: string, key: string): string => `${lineOf(yaml, text)} ${key}`;
    expect(told).toEqual([
      at('strickt', 'environments[0].policy'),
      at('url: jira', 'connections[0].url'),
      at('subversion', 'connections[1].system'),
      at('no-such.secret', 'connections[1].auth.bearer'),
      at('colour: blue', 'services[0].colour'),
      at('project: ""', 'services[0].workItems.project'),
      at('jirra', 'people[0].accounts[0].connection'),
      at('token: short', 'access.sandboxTokens[0].token'),
      at('roles: [BOSS]', 'access.sandboxTokens[0].roles[0]'),
      at('colours: [red]', 'colours'),
      at('work-items-are-dome', 'policies[0].gates.work-items-are-dome'),
      at('maxHigh: many', 'policies[0].gates.no-blocking-vulnerability.parameters.maxHigh'),
    ]);
    expect(message).toContain('has 12 mistakes:');
    for (const line of told) expect(message).toContain(`muster.yaml:${line.split(' ')[0] ?? ''}  ${line.split(' ')[1] ?? ''}: `);
  });

  it('has every mistake of gates that the company writes down told in one go, with its place in the expression', () => {
    const gate = (name: string, expression: string): string => `  - name: ${name}\n    sentence: It is so.\n    why: We want it.\n    remedy: Make it so.\n    expression: '${expression}'\n`;
    const yaml = `${changed(['      work-items-are-done:', '      work-items-are-done:\n      planned:'])}customGates:\n${gate('planned', 'workItems.all(w, w.nope == "x")')}${gate('change-is-approved', 'size(changes) > 0')}${gate('counting', 'size(changes)')}${gate('counting', 'true')}  - name: Loud\n`;
    const { told, message } = mistakesOf(yaml);
    expect(told.map((one) => one.split(' ')[1])).toEqual([
      'customGates[0].expression', 'customGates[1].name', 'customGates[2].expression', 'customGates[3].name',
      'customGates[4].name', 'customGates[4].sentence', 'customGates[4].why', 'customGates[4].expression', 'customGates[4].remedy',
    ]);
    expect(told[0]).toBe(`${lineOf(yaml, 'w.nope')} customGates[0].expression`);
    expect(message).toContain('at letter 20, "nope == "x")": No such key: nope');
    expect(read(`${changed(['      work-items-are-done:', '      planned:'])}customGates:\n${gate('planned', 'workItems.all(w, w.progress == "DONE")')}`).customGates).toHaveLength(1);
  });

  it('names no connection wrong only because that connection has a mistake of its own', () => {
    expect(mistakesOf(changed(['url: https://jira.northbank.example', 'url: ""'])).told).toEqual(['8 connections[0].url']);
  });

  it.each([
    ['a name declared twice', ['  - name: github', '  - name: jira'], 'connections[1].name'],
    ['a deployer of a tool that deploys nothing', ['connection: github', 'connection: jira'], 'services[0].deployers.production.connection'],
    ['a deployer for no environment', ['    deployers:\n      production:', '    deployers:\n      prod:'], 'services[0].deployers.prod'],
    ['a sign-in of two kinds', ['bearer: ${file:github.secret}', 'bearer: x\n      basic: { userName: a, password: b }'], 'connections[1].auth'],
    ['a sign-in the tool does not have', ['bearer: ${file:github.secret}', 'basic: { userName: a, password: b }'], 'connections[1].auth'],
    ['a duration in words', ['    system: github', '    system: github\n    deadline:\n      judge: soon'], 'connections[1].deadline.judge'],
    ['policies that stop nothing', ['      work-items-are-done:\n      no-blocking-vulnerability:\n', '      no-blocking-vulnerability:\n        isBlocking: false\n'], 'policies[0].gates'],
    ['a list for back-outs with a gate that nobody wrote', ['    gates:\n', '    backOut: { gates: { package-matches-its-seel: {} } }\n    gates:\n'], 'policies[0].backOut.gates.package-matches-its-seel'],
    ['a list for back-outs that stops nothing', ['    gates:\n', '    backOut: { gates: {} }\n    gates:\n'], 'policies[0].backOut.gates'],
    ['a missing key', ['    email: ines.weber@northbank.example\naccess', 'access'], 'people[0].email'],
  ] as const)('has %s told at its key', (_what, change, key) => {
    expect(mistakesOf(changed(change)).told.map((one) => one.split(' ')[1])).toContain(key);
  });

  it('has a secret that is not there told by name, and tells no other secret', () => {
    const { told, message } = mistakesOf(changed(['workflow: deploy.yml', 'workflow: ""'], ['userName: muster', 'userName: ""']), {});
    expect(told).toContain(`${lineOf(good, 'JIRA_TOKEN')} connections[0].auth.basic.password`);
    expect(message).toContain('the environment variable JIRA_TOKEN is not set');
    expect(mistakesOf(changed(['name: deploy', 'name: ""'])).message).not.toMatch(/s3cret/);
  });

  it('has every mistake of its notices told: names that are not declared, rules that reach nobody, words that no template knows', () => {
    const notices = `notices:
  channels:
    - { name: desk, kind: webhook, url: "https://desk.example/", secret: whsec_c2hvcnQ= }
    - { name: mail, kind: mail, host: smtp.example, from: "Muster <muster@example.org>\\r\\nBcc: x@example.org" }
    - { name: pager, kind: pager }
policies:`;
    const shape = mistakesOf(changed(['policies:', notices])).told;
    expect(shape.map((told) => told.split(' ').at(-1))).toEqual(expect.arrayContaining(['notices.channels[0].secret', 'notices.channels[1].from', 'notices.channels[2].kind']));
    const rules = `notices:
  channels: [{ name: mail, kind: mail, host: smtp.example, from: muster@example.org }, { name: chat, kind: slack, url: "https://hooks.example/x" }, { name: chat, kind: slack, url: "https://hooks.example/y" }]
  rules:
    - { to: { channel: mail } }
    - { environments: [moon], services: [none], to: { channel: chat, roles: [TESTER] } }
    - { to: { channel: gone } }
  templates: { PLAN_PROPOSED: { text: "{{release}} {{secret}}" } }
policies:`;
    expect(mistakesOf(changed(['policies:', rules])).told.map((told) => told.split(' ').at(-1))).toEqual([
      'notices.channels[2].name', 'notices.rules[0].to', 'notices.rules[1].environments[0]', 'notices.rules[1].services[0]', 'notices.rules[1].to', 'notices.rules[2].to.channel', 'notices.templates.PLAN_PROPOSED.text',
    ]);
  });

  it('that is no YAML, or not there, is one clear sentence', () => {
    expect(mistakesOf('environments: [').told[0]).toMatch(/^\d+ \(syntax\)$/);
    expect(() => readConfiguration(path.join(folder, 'none.yaml'), {}, () => [])).toThrow('cannot be read: name an existing file in MUSTER_CONFIG');
  });
});

describe('the environment', () => {
  const settings = { MUSTER_CONFIG: 'muster.yaml', MUSTER_MODE: 'production', DATABASE_URL: 'postgres://db.northbank.example/muster' };
  const wrong = (given: Readonly<Record<string, string>>): readonly string[] => {
    try {
      readProcessSettings(given);
      return [];
    } catch (error) {
      if (error instanceof ConfigurationError) return error.mistakes.map(({ key }) => key);
      throw error;
    }
  };

  it('in production mode refuses a moved clock and the embedded database', () => {
    expect(wrong(settings)).toEqual([]);
    expect(wrong({ ...settings, MUSTER_CLOCK_OFFSET: 'P7D' })).toEqual(['MUSTER_CLOCK_OFFSET']);
    expect(wrong({ MUSTER_CONFIG: 'muster.yaml', MUSTER_MODE: 'production' })).toEqual(['DATABASE_URL']);
  });

  it('has every mistake told in one go', () => {
    expect(wrong({ PORT: 'http', MUSTER_MODE: 'prod', MUSTER_CLOCK_OFFSET: 'a week' })).toEqual(['PORT', 'MUSTER_MODE', 'MUSTER_CLOCK_OFFSET', 'MUSTER_CONFIG']);
  });
});

describe('the process', () => {
  const main = fileURLToPath(new URL('../../dist/src/server/main.js', import.meta.url));
  const started = (yaml: string, given: Readonly<Record<string, string>>): Promise<{ readonly code: unknown; readonly said: string }> => {
    const config = path.join(folder, 'muster.yaml');
    writeFileSync(config, yaml);
    writeFileSync(path.join(folder, 'github.secret'), 's3cret-of-github\n');
    mkdirSync(path.join(folder, 'state'));
    const env = { PATH: process.env['PATH'], PORT: '0', MUSTER_CONFIG: config, MUSTER_STATE_DIR: path.join(folder, 'state'), ...environment, ...given };
    return new Promise((resolve) => {
      execFile(process.execPath, [main], { env, timeout: 20_000 }, (error, _out, said) => { resolve({ code: error === null ? 0 : error.code, said }); });
    });
  };

  it('ends with 2 and says every mistake, before it opens anything', async () => {
    const { code, said } = await started(changed(['url: https://jira.northbank.example', 'url: ""'], ['work-items-are-done:', 'work-items-are-dome:']), {});
    expect(code).toBe(2);
    expect(said).toMatch(/muster\.yaml:8 {2}connections\[0\]\.url: /);
    expect(said).toMatch(/no gate is called work-items-are-dome/);
    expect(said).not.toMatch(/s3cret|at .*\.js/);
  });

  it('refuses the sandbox’s tokens in production mode, along with all else that is wrong', async () => {
    const { code, said } = await started(changed(['version: 1', 'verzion: 1']), { MUSTER_MODE: 'production', DATABASE_URL: 'postgres://127.0.0.1:1/none' });
    expect(code).toBe(2);
    expect(said).toContain('access.sandboxTokens: sandbox tokens are refused in production mode: remove them');
    expect(said).toContain('policies[0].verzion');
    expect(said).not.toContain('a-token-of-sixteen-and-more');
  });
});
