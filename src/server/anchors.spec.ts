import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readAnchors, verifyLog } from '../audit/index.ts';
import { logOf } from '../audit/log.fixture.ts';
import type { AuditLog } from '../domain/ports/stores.ts';
import { readSigningKey } from '../receipt/index.ts';
import { anchoring } from './anchors.ts';
import { createLog } from './log.ts';

it('writes the head at the start, every so often and at the end, signed, so that a cut is seen', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-anchors-'));
  const file = path.join(folder, 'kept/anchors.jsonl');
  const key = readSigningKey(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  let written = 3;
  const audit = { sealJournals: () => Promise.resolve(0), head: () => Promise.resolve(logOf(written).at(-1)) } as unknown as AuditLog;
  try {
    const stop = anchoring({ file, every: 5 }, { audit, clock: { now: () => new Date('2026-12-24T00:00:00.000Z') }, signing: key?.signing ?? null, log: createLog('silent') });
    const anchors = (): ReturnType<typeof readAnchors> => { try { return readAnchors(readFileSync(file, 'utf8')); } catch { return []; } };
    while (anchors().length < 3) await new Promise((resolve) => { setTimeout(resolve, 5); });
    written = 9;
    await stop();
    const keys = key === null ? [] : [key.verifying];
    expect(anchors().map((anchor) => anchor?.number).filter((number, index, all) => index === 0 || number !== all[index - 1])).toEqual([3, 9]);
    expect(verifyLog(logOf(9), { anchors: anchors(), keys }).problems).toEqual([]);
    expect(new Set(verifyLog(logOf(8), { anchors: anchors(), keys }).problems).size).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('hands each anchor to be posted, and writes the file even when that cannot be done', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-anchors-'));
  const file = path.join(folder, 'anchors.jsonl');
  const posted: number[] = [];
  const audit = { sealJournals: () => Promise.resolve(0), head: () => Promise.resolve({ number: 4, hash: 'h' }) };
  try {
    const ports = { audit, clock: { now: () => new Date() }, signing: null, log: createLog('silent') };
    await anchoring({ file, every: 60_000 }, { ...ports, post: ({ number }) => { posted.push(number); return Promise.reject(new Error('no')); } })();
    await anchoring({ file: undefined, every: 60_000 }, { ...ports, post: ({ number }) => { posted.push(number); return Promise.resolve(); } })();
    expect(posted).toEqual([4, 4, 4, 4]);
    expect(readAnchors(readFileSync(file, 'utf8')).map((anchor) => anchor?.number)).toEqual([4, 4]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('goes on when the file cannot be written', async () => {
  const audit = { sealJournals: () => Promise.resolve(0), head: () => Promise.resolve({ number: 0, hash: '' }) } as unknown as AuditLog;
  const stop = anchoring({ file: '/dev/null/anchors.jsonl', every: 60_000 }, { audit, clock: { now: () => new Date() }, signing: null, log: createLog('silent') });
  await expect(stop()).resolves.toBeUndefined();
});
