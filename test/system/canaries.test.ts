import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { hitsIn, type Canary } from './canaries/canary.ts';
import { tryCanaries, type Tried } from './canaries/try-canaries.ts';
import { views as known } from '../../src/store/views/index.ts';

it('finds a secret in every form', () => {
  const secret = 'c"&\\ü+ %/0123456789abcdef0123456789abcdef/%22&';
  const canaries: readonly Canary[] = [{ name: 'one', secrets: [Buffer.from(secret)] }];
  const bytes = Buffer.from(secret);
  const said = [
    secret, JSON.stringify({ secret }), JSON.stringify(JSON.stringify({ secret })), encodeURIComponent(secret), new URLSearchParams({ secret }).toString(), bytes.toString('hex'), bytes.toString('hex').toUpperCase(),
    ...['', 'a', 'ab', 'muster:'].flatMap((before) => [Buffer.from(`${before}${secret}and more`).toString('base64'), Buffer.from(`${before}${secret}`).toString('base64url')]),
    secret.slice(0, 30), secret.slice(20),
  ];
  for (const text of said) expect([text, hitsIn(canaries, 'here', `before ${text} after`).length]).toEqual([text, 1]);
  expect(hitsIn(canaries, 'here', said.map((text) => text.slice(0, 10)).join(' '))).toEqual([]);
});

const server = process.env['DATABASE_URL'] ?? null;

describe('A hub whose tools say back what they are sent', () => {
  let tried: Tried;
  beforeAll(async () => { tried = await tryCanaries({ isWhole: false, server }); }, 300_000);

  it('says no secret of its configuration, whatever its tools say back', () => {
    const { canaries, heard, echoes, hits } = tried;
    expect(hits).toEqual([]);
    expect(canaries).toBeGreaterThanOrEqual(20);
    expect(echoes).toBeGreaterThan(100);
    expect(heard['elsewhere']).toBeUndefined(); // where redirects of tools lead
    expect(heard['doctor']).toBe(1);
    expect(heard['delivery']).toBe(25); // of five tools five
    for (const place of ['answer', 'WebSocket', 'event', 'compliance.csv', 'notice', 'mail', 'trace', 'log', 'table', 'anchors', 'muster', 'last']) expect([place, heard[place]]).toEqual([place, expect.any(Number)]);
  });

  (server === null ? it.skip : it)(`says none in any column of any view that analysts may read${server === null ? ' (skipped: DATABASE_URL is not set)' : ''}`, () => {
    expect(tried.hits.filter(({ where }) => where.startsWith('view '))).toEqual([]);
    expect(tried.heard['view']).toBe(known.length);
    // Else silence would prove little: what was judged, deployed, read and failed stands in them.
    expect(tried.views?.length).toBeGreaterThan(known.length / 2);
    for (const view of ['report.assessment', 'report.verdict', 'report.deployment', 'report.deployment_step', 'report.sync', 'mirror.change', 'mirror.change_approval', 'mirror.change_history', 'mirror.work_item', 'mirror.artifact']) expect(tried.views).toContain(view);
  });
});

/** Compared with the addresses that the deployer's own history tells, and never asked (deployment/seen-at-deployer.ts). */
const comparedOnly = 'SettleDeploymentInput.runUrl';

it('takes no address from whoever asks: where a secret goes is said by the configuration alone, and trying a connection or a channel names it', () => {
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
  const taken = Object.values(schema.getTypeMap()).flatMap((type) => [
    ...(isInputObjectType(type) ? Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, getNamedType(field.type).name]) : []),
    ...(isObjectType(type) ? Object.values(type.getFields()).flatMap((field) => field.args.map((argument) => [`${type.name}.${field.name}.${argument.name}`, getNamedType(argument.type).name])) : []),
  ]);
  expect(taken.length).toBeGreaterThan(100);
  expect(taken.filter(([name, type]) => type === 'URL' || /(url|uri|host|address|endpoint)$/i.test(name ?? '')).map(([name]) => name)).toEqual([comparedOnly]);
});
