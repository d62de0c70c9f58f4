import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { keyPair } from '../../src/receipt/receipt.fixture.ts';
import { muster, type Said } from '../cli/muster.ts';
import { freshDatabase } from './database.ts';
import { accepted, readyAgain } from './judging.ts';
import { atTool, patchChange, signIns } from './tools.ts';
import { startWorld, type Who, type World, type WorldOptions } from './world.ts';

const ledger = 'ledger-1.9.2';
const minuteMs = 60_000;
const farAway = '2099-01-01T00:00:00Z';

interface Envelope { readonly payload: string; readonly payloadType: string; readonly signatures: readonly { readonly keyid: string; readonly sig: string }[] }
interface Assessment { readonly id: string; readonly receipt: { readonly envelope: Envelope; readonly expiresAt: string } | null; readonly readiness: { readonly outcome: string; readonly judgedAt: string }; readonly packageDigest: string }
interface Triggered { readonly deployment: { readonly id: string; readonly receipt: { readonly envelope: Envelope } | null } | null; readonly userErrors: readonly { readonly code: string; readonly message: string; readonly path: readonly string[] }[] }

const folder = mkdtempSync(path.join(tmpdir(), 'muster-receipts-'));
const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

let world: World;
let key: string;
/** Everything the hub said in this file. */
const said: string[] = [];
beforeAll(async () => {
  world = await startWorld();
  world.moveClock(5_000); // What the seeding overwrote is scanned by then.
  key = file('key.pub.pem', world.sandbox.receiptKey.public);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

async function ask<T>(query: string, variables: unknown, who?: Who): Promise<T> {
  const data = await world.data<T>(query, variables, who);
  said.push(JSON.stringify(data));
  return data;
}

async function validate(releaseKey = ledger, environment = 'production'): Promise<Assessment> {
  const { validateReadiness } = await ask<{ validateReadiness: { assessment: Assessment } }>(`mutation ($input: ValidateReadinessInput!) { validateReadiness(input: $input) {
    assessment { id packageDigest receipt { envelope expiresAt } readiness { outcome judgedAt } } userErrors { code message } } }`, { input: { releaseKey, environment } });
  return validateReadiness.assessment;
}

async function receipt(): Promise<Envelope> {
  await readyAgain(world, ledger);
  const { receipt: signed } = await validate();
  if (signed === null) throw new Error('no receipt for a release that is ready');
  return signed.envelope;
}

async function trigger(envelope: unknown, given: object = {}): Promise<Triggered> {
  const { triggerDeployment } = await ask<{ triggerDeployment: Triggered }>(
    'mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id receipt { envelope expiresAt } } userErrors { code message path } } }',
    { input: { releaseKey: ledger, environment: 'production', receipt: envelope, startAt: farAway, idempotencyKey: `receipts-${said.length}`, ...given } });
  return triggerDeployment;
}

async function refusal(envelope: unknown, given: object = {}): Promise<readonly [string | undefined, string]> {
  const { deployment, userErrors } = await trigger(envelope, given);
  expect(deployment).toBeNull();
  return [userErrors[0]?.code, userErrors[0]?.message ?? ''];
}

const verify = (envelope: unknown, ...words: readonly string[]): Promise<Said> => muster(['verify', file('receipt.json', JSON.stringify(envelope, null, 2)), '--key', key, ...words], { env: {}, cwd: folder });

describe('a receipt', () => {
  it('is signed for what is READY alone, and counts for as long as the policy says', async () => {
    await readyAgain(world, ledger);
    const assessment = await validate();
    expect(assessment.readiness.outcome).toBe('READY');
    expect(Date.parse(assessment.receipt?.expiresAt ?? '') - Date.parse(assessment.readiness.judgedAt)).toBe(30 * minuteMs);
    expect((await validate('payments-2.4.0')).receipt).toBeNull();
    const { node } = await ask<{ node: Assessment }>('query ($id: ID!) { node(id: $id) { ... on Assessment { receipt { envelope expiresAt } } } }', { id: assessment.id });
    expect(node.receipt).toEqual(assessment.receipt);
  });

  it('is checked offline by the command line, without a hub', async () => {
    const assessment = await validate();
    const envelope = assessment.receipt?.envelope;
    const whole = await verify(envelope, '--environment', 'production', '--release', ledger, '--digest', `sha256:${assessment.packageDigest}`, '--json');
    expect({ code: whole.code, stderr: whole.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(whole.stdout)).toMatchObject({ isValid: true, because: null, receipt: { release: ledger, environment: 'production', assessment: assessment.id, outcome: 'READY' } });
    expect((await verify(envelope)).stdout).toMatch(/^VALID {2}ledger-1\.9\.2 → production: READY\n/);
    for (const [words, because] of [
      [['--environment', 'staging'], 'The receipt is for production, not for staging.'], [['--release', 'cards-3.1.0'], 'The receipt is of ledger-1.9.2, not of cards-3.1.0.'],
      [['--digest', `sha256:${'0'.repeat(64)}`], 'neither its package nor an artifact'], [['--at', farAway], 'The receipt expired at'],
    ] as const) {
      const { code, stdout } = await verify(envelope, ...words);
      expect({ words, code, isSaid: stdout.includes(because) && stdout.startsWith('NOT VALID') }).toEqual({ words, code: 3, isSaid: true });
    }
  });

  it('is refused by the command line with one byte changed, another key, or as a file that is none', async () => {
    const envelope = await receipt();
    const payload = Buffer.from(Buffer.from(envelope.payload, 'base64').toString().replace('"production"', '"Production"')).toString('base64');
    expect((await verify({ ...envelope, payload })).code).toBe(3);
    const other = file('other.pub.pem', keyPair().publicPem);
    expect((await muster(['verify', file('receipt.json', JSON.stringify(envelope)), '--key', other], { env: {} })).code).toBe(3);
    expect((await muster(['verify', path.join(folder, 'receipt.json'), '--key', other, key], { env: {} })).code).toBe(0);
    expect((await muster(['verify', file('none.json', '{"payload":'), '--key', key], { env: {} })).code).toBe(3);
    expect((await muster(['verify', path.join(folder, 'gone.json'), '--key', key], { env: {} })).code).toBe(1);
    expect((await muster(['verify', path.join(folder, 'receipt.json'), '--key', file('no.pem', world.sandbox.receiptKey.private)], { env: {} }))).toMatchObject({ code: 1, stdout: '' });
    expect((await muster(['verify', path.join(folder, 'receipt.json')], { env: {} })).code).toBe(2);
    expect((await verify(envelope, '--digest', 'abc')).code).toBe(2);
  });
});

describe('a deployment asked for with a receipt', () => {
  it('is accepted while the facts stand, and keeps it', async () => {
    const envelope = await receipt();
    const { deployment, userErrors } = await trigger(envelope);
    expect(userErrors).toEqual([]);
    expect(deployment?.receipt?.envelope).toEqual(envelope);
  });

  it('is accepted after a work note and a state that moved forward: neither is what the judgement rests on', async () => {
    const envelope = await receipt();
    await patchChange(world, 'CHG0030001', { work_notes: 'Looked at it.' });
    await patchChange(world, 'CHG0030001', { state: '-1' });
    expect((await trigger(envelope)).userErrors).toEqual([]);
  });

  it('is refused for another environment, for what is forged, and for what is no receipt', async () => {
    const envelope = await receipt();
    accepted(await world.ask<Record<string, Triggered>>('mutation ($input: PlanDeploymentInput!) { planDeployment(input: $input) { plan { version } userErrors { code message } } }', { input: { releaseKey: ledger, environment: 'staging', deployer: 'github-ledger', parameters: {} } }));
    expect(await refusal(envelope, { environment: 'staging' })).toEqual(['RECEIPT_INVALID', `The receipt is for production, not for staging. Validate ${ledger} for staging again.`]);
    const [signature] = envelope.signatures;
    const flipped = Buffer.from(signature?.sig ?? '', 'base64');
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    expect((await refusal({ ...envelope, signatures: [{ ...signature, sig: flipped.toString('base64') }] }))[0]).toBe('RECEIPT_INVALID');
    expect((await refusal({ sig: 'yes' }))[0]).toBe('RECEIPT_INVALID');
  });

  it('is refused once the receipt has expired', async () => {
    const envelope = await receipt();
    world.moveClock(30 * minuteMs);
    expect((await refusal(envelope))[0]).toBe('RECEIPT_EXPIRED');
  });

  it('is refused when it is ready by other facts, and says which', async () => {
    const envelope = await receipt();
    accepted(await world.ask<Record<string, Triggered>>('mutation ($input: LinkRecordInput!) { linkRecord(input: $input) { link { reference } userErrors { code message } } }', { input: { releaseKey: ledger, reference: 'jira:work-item:PAY-1001' } }));
    const [code, message] = await refusal(envelope);
    expect(code).toBe('FACTS_CHANGED');
    expect(message).toMatch(/work-items-are-done now rests on jira:work-item:\d+/);
  });

  it('is refused as not ready once a work item is open again', async () => {
    const envelope = await receipt();
    const { transitions } = await atTool(world, 'jira', 'GET /rest/api/3/issue/LED-1001/transitions', signIns.kenji) as { readonly transitions: readonly { readonly id: string; readonly to: { readonly statusCategory: { readonly key: string } } }[] };
    const back = transitions.find(({ to }) => to.statusCategory.key !== 'done');
    await atTool(world, 'jira', 'POST /rest/api/3/issue/LED-1001/transitions', signIns.kenji, { transition: { id: back?.id } });
    const [code, message] = await refusal(envelope);
    expect(code).toBe('NOT_READY');
    expect(message).toContain('LED-1001');
  });

  it('is refused after the package is sealed anew', async () => {
    const { transitions } = await atTool(world, 'jira', 'GET /rest/api/3/issue/LED-1001/transitions', signIns.kenji) as { readonly transitions: readonly { readonly id: string; readonly to: { readonly statusCategory: { readonly key: string } } }[] };
    for (const { id, to } of transitions) if (to.statusCategory.key === 'done') await atTool(world, 'jira', 'POST /rest/api/3/issue/LED-1001/transitions', signIns.kenji, { transition: { id } }).catch(() => undefined);
    const envelope = await receipt();
    accepted(await world.ask<Record<string, Triggered>>('mutation ($input: SealPackageInput!) { sealPackage(input: $input) { release { key } userErrors { code message } } }', { input: { releaseKey: ledger, replace: true } }));
    expect((await refusal(envelope))[1]).toContain('The receipt is of package revision 1, and ledger-1.9.2 was sealed anew since, as revision 2.');
  });
});

describe('a receipt and a hub that is started again', () => {
  const stricter = (yaml: string): string => {
    const config = parse(yaml) as { policies: { name: string; gates: Record<string, object> }[] };
    const production = config.policies.find(({ name }) => name === 'production');
    Object.assign(production?.gates ?? {}, { 'configuration-items-are-known': {} });
    return JSON.stringify(config);
  };

  it('is void once the policy says something else, under whatever version; what is judged anew counts', async () => {
    const [first, here] = [world, mkdtempSync(path.join(tmpdir(), 'muster-policy-'))];
    const database = await freshDatabase(path.join(here, 'database'));
    /** The hub and the tools as they were left; `world` is what the functions above ask. */
    const started = async <T>(options: WorldOptions, act: () => Promise<T>): Promise<T> => {
      world = await startWorld({ ...options, kept: { folder: here, database, offsetMs: 5_000 } });
      try { return await act(); } finally { await world.close(); }
    };
    try {
      const envelope = await started({}, receipt);
      await started({ isSeeded: false, configure: stricter }, async () => {
        expect(await refusal(envelope)).toEqual(['RECEIPT_INVALID', expect.stringMatching(/^Policy production \S+ says something else now than when the receipt was made/)]);
        const { receipt: anew } = await validate();
        expect((await trigger(anew?.envelope)).userErrors).toEqual([]);
      });
      await started({ isSeeded: false }, async () => { expect((await trigger(envelope)).userErrors).toEqual([]); });
    } finally {
      world = first;
      await database.drop();
      rmSync(here, { recursive: true, force: true });
    }
  }, 240_000);
});

describe('a stored assessment', () => {
  it.each(['ledger-1.9.2', 'payments-2.4.0', 'statements-5.0.1', 'cards-3.1.0'])('of %s is judged alike from its facts, byte for byte', async (release) => {
    const { id } = await validate(release);
    const { node } = await ask<{ node: { replay: unknown } }>('query ($id: ID!) { node(id: $id) { ... on Assessment { replay { isSame differences } } } }', { id });
    expect(node.replay).toEqual({ isSame: true, differences: [] });
  });
});

describe('what moved since the board met', () => {
  const command = (...words: readonly string[]): Promise<Said> => muster(words, { env: { MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens.viewer } });

  it('is told by gate, between two judgements, and which there are', async () => {
    const before = await validate();
    await atTool(world, 'jira', 'POST /rest/api/3/issue/LED-1002/transitions', signIns.kenji, { transition: { id: '41' } });
    const after = await validate();
    const { code, stdout } = await command('readiness', 'diff', before.id, after.id, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ isSame: false, outcomeAfter: 'NOT_READY', others: [], gates: [{ gate: { name: 'work-items-are-done' }, before: 'PASS', after: 'FAIL', becauseAfter: expect.stringContaining('LED-1002') as string }] });
    expect((await command('readiness', 'diff', before.id, after.id)).stdout).toMatch(/work-items-are-done\s+before\s+PASS .*\s+after\s+FAIL .*LED-1002/);
    expect((await command('readiness', 'diff', after.id, after.id)).stdout).toContain('Nothing moved: still NOT_READY.');
    expect((await command('readiness', 'history', ledger, '--env', 'production', '--limit', '2')).stdout.indexOf(after.id)).toBeGreaterThan(0);
    expect(await command('readiness', 'replay', after.id)).toMatchObject({ code: 0, stdout: 'The same facts and policy say the same, to the byte.\n' });
  });

  it('is refused between judgements of two releases, and for one that is not there', async () => {
    const [one, other] = [await validate(), await validate('payments-2.4.0')];
    expect((await command('readiness', 'diff', one.id, other.id)).stderr).toContain('compare two of one release and environment');
    expect((await command('readiness', 'diff', 'assessment:0', other.id)).stderr).toContain('There is no assessment assessment:0');
    expect((await command('readiness', 'replay', 'assessment:0')).stderr).toContain('There is no assessment assessment:0');
  });
});

describe('the private key', () => {
  it('stands in no answer of the hub', async () => {
    const secret = world.sandbox.receiptKey.private.split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    said.push(JSON.stringify(await world.ask('{ __typename viewer { actor { name } } connections { name } }')));
    expect(said.length).toBeGreaterThan(15);
    expect(said.filter((text) => text.includes(secret.slice(0, 24)) || text.includes('PRIVATE KEY'))).toEqual([]);
  });
});
