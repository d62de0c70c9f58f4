import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSchema } from 'graphql';
import { describeGates } from '../../src/readiness/index.ts';
import { authorizationDocs } from '../../src/server/docs/authorization.ts';
import { connectionMistakes } from '../../src/server/connect.ts';
import { readConfiguration } from '../../src/server/config/read-file.ts';
import { connectorDocs } from '../../src/server/docs/connector.ts';
import { deploymentDocs } from '../../src/server/docs/deployment.ts';
import { errorCodes } from '../../src/server/error-codes.ts';
import { errorDocs } from '../../src/server/docs/error.ts';
import { expressionDocs } from '../../src/server/docs/expression.ts';
import { gateDocs } from '../../src/server/docs/gate.ts';
import { metricDocs } from '../../src/server/docs/metric.ts';
import { noticeDocs } from '../../src/server/docs/notice.ts';
import { createLog } from '../../src/server/log.ts';
import { reportDocs } from '../../src/server/docs/report.ts';
import { policyMistakes } from '../../src/server/policy-mistakes.ts';
import { sqlDocs } from '../../src/server/docs/sql.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const fenced = (markdown: string, language: string): readonly string[] => [...markdown.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '');

describe('docs/configuration.md', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-docs-'));
  afterAll(() => { rmSync(folder, { recursive: true }); });

  it('shows a muster.yaml that the hub accepts', () => {
    const [yaml = ''] = fenced(read('docs/configuration.md'), 'yaml');
    mkdirSync(path.join(folder, 'secrets'));
    mkdirSync(path.join(folder, 'tokens'));
    writeFileSync(path.join(folder, 'portal-documents.json'), '{"roles": "{ viewer { roles } }"}');
    writeFileSync(path.join(folder, 'secrets/jira'), 'a-jira-token\n');
    writeFileSync(path.join(folder, 'secrets/metrics'), 'a-token-for-metrics-alone\n');
    writeFileSync(path.join(folder, 'tokens/release-manager'), 'an-access-token-of-some-length\n');
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(path.join(folder, 'secrets/receipt-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(path.join(folder, 'secrets/notices'), `whsec_${randomBytes(32).toString('base64')}\n`);
    writeFileSync(path.join(folder, 'receipt-key-2025.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(path.join(folder, 'muster.yaml'), yaml);
    const clock = { now: () => new Date() };
    const log = createLog('silent');
    const environment = { SERVICENOW_SECRET: 'one', ARTIFACTORY_TOKEN: 'two', GITHUB_TOKEN: 'three', PROMETHEUS_PASSWORD: 'six', SMTP_PASSWORD: 'four', OTEL_TOKEN: 'five', ANCHOR_SECRET: `whsec_${randomBytes(32).toString('base64')}`, CHAT_URL: 'https://hooks.slack.example/services/T/B/x' };
    const configuration = readConfiguration(path.join(folder, 'muster.yaml'), environment, (file) => [...connectionMistakes(file, clock, log), ...policyMistakes(file)]);
    expect(configuration.connections.map(({ system }) => system)).toEqual(['SERVICENOW', 'JIRA', 'ARTIFACTORY', 'GITHUB', 'PROMETHEUS']);
    expect(configuration.policies[0] && Object.keys(configuration.policies[0].gates).sort()).toEqual(describeGates().map(({ name }) => name).sort());
  });
});

describe('docs/policy.md', () => {
  it('shows policies and a gate in CEL that the hub accepts', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-docs-'));
    const file = path.join(folder, 'muster.yaml');
    const around = 'environments: [{ name: production, isProduction: true, policy: production }]\nconnections: [{ name: jira, system: JIRA, url: "https://jira.example", auth: { bearer: x } }]\n';
    writeFileSync(file, `${around}${fenced(read('docs/policy.md'), 'yaml').join('\n')}`);
    try {
      expect(readConfiguration(file, {}, policyMistakes).customGates).toMatchObject([{ name: 'planned-for-this-version' }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('docs/deployments.md', () => {
  it('is what the state machine says of itself: npm run docs', () => {
    expect(read('docs/deployments.md')).toBe(deploymentDocs());
  });
});

describe('docs/authorization.md', () => {
  it('is what the door heeds: npm run docs', () => {
    expect(read('docs/authorization.md')).toBe(authorizationDocs());
  });
});

describe('docs/errors.md', () => {
  it('is what the door says of its codes: npm run docs', () => {
    expect(read('docs/errors.md')).toBe(errorDocs(buildSchema(read('schema.graphql'))));
  });

  it('tells every code that the door and the resolvers write into an error', () => {
    const files = ['src/server', 'src/resolvers'].flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/\.(spec|fixture)\.ts$/.test(file)).map((file) => read(path.join(folder, file))));
    const written = files.flatMap((text) => [...text.matchAll(/extensions: \{ code: (?:[^}]*? : )?'([A-Z_]+)'/g)].map(([, code]) => code));
    expect(written.length).toBeGreaterThan(10);
    // BAD_REQUEST is what an operation is called that is not one, until errors.ts calls it BAD_USER_INPUT.
    expect(written.filter((code) => code !== 'BAD_REQUEST' && !Object.hasOwn(errorCodes, code ?? ''))).toEqual([]);
  });
});

describe('docs/gates.md', () => {
  it('is what the gates say of themselves: npm run docs', () => {
    expect(read('docs/gates.md')).toBe(gateDocs());
  });
});

describe('docs/expressions.md', () => {
  it('is what the language of custom gates says of itself: npm run docs', () => {
    expect(read('docs/expressions.md')).toBe(expressionDocs());
  });
});

describe('docs/connectors.md', () => {
  it('is what the connectors say of themselves: npm run docs', () => {
    expect(read('docs/connectors.md')).toBe(connectorDocs());
  });
});

describe('docs/metrics.md', () => {
  it('is what the definitions say of themselves: npm run docs', () => {
    expect(read('docs/metrics.md')).toBe(metricDocs());
  });
});

describe('docs/notices.md', () => {
  it('is what the templates say of themselves: npm run docs', () => {
    expect(read('docs/notices.md')).toBe(noticeDocs());
  });
});

describe('docs/reports.md', () => {
  it('is what the reports say of themselves: npm run docs', () => {
    expect(read('docs/reports.md')).toBe(reportDocs());
  });
});

describe('docs/sql.md', () => {
  it('is what the views say of themselves: npm run docs', () => {
    expect(read('docs/sql.md')).toBe(sqlDocs());
  });
});

describe('README.md', () => {
  const readme = read('README.md');

  it('shows a query and its answer by line 20, and the two commands near the top', () => {
    const lines = readme.split('\n');
    expect(lines.slice(0, 20).join('\n')).toMatch(/```graphql[\s\S]*```json[\s\S]*```/);
    expect(lines.slice(0, 25).join('\n')).toMatch(/npm start[\s\S]*npm test/);
  });

  it('mends with the very lines that the sandbox’s specs run', () => {
    const curls = (file: string): readonly string[] => fenced(read(file), 'sh').join('').split('\n').filter((line) => line.startsWith('curl '));
    expect(curls('README.md')).toHaveLength(3);
    expect(curls('README.md')).toEqual(curls('sandbox/README.md'));
  });

  it('links only to what is there', () => {
    for (const file of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/configuration.md', 'docs/clients.md', 'docs/policy.md', 'docs/readiness.md', 'docs/expressions.md', 'docs/pipelines.md', 'docs/operating.md', 'docs/security.md', 'docs/upgrading.md', 'SECURITY.md', 'docs/decisions/README.md']) {
      const targets = [...read(file).matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, target]) => path.join(root, path.dirname(file), target ?? ''));
      expect(targets.filter((target) => !existsSync(target))).toEqual([]);
    }
  });
});
