import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { print, type DocumentNode } from 'graphql';
import * as generated from './generated/graphql.ts';

it('every operation of the command line stands in its manifest, in the very text that is sent and under its SHA-256', () => {
  const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, 'generated/documents.json'), 'utf8')) as Readonly<Record<string, string>>;
  const sent = Object.entries(generated).filter(([name]) => name.endsWith('Document')).map(([, document]) => print(document as unknown as DocumentNode));
  expect(sent.length).toBeGreaterThan(40);
  expect(Object.values(manifest).toSorted()).toEqual(sent.toSorted());
  for (const [id, text] of Object.entries(manifest)) expect(id).toBe(createHash('sha256').update(text).digest('hex'));
});
