import { createHash } from 'node:crypto';
import { readManifest } from './index.ts';

const text = 'query Board {\n  viewer {\n    roles\n  }\n}';
const sha256 = createHash('sha256').update(text).digest('hex');
const apollo = (id: string): string => JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id, name: 'Board', type: 'query', body: text }] });

it.each([
  ['GraphQL Code Generator', JSON.stringify({ [sha256]: text }), sha256],
  ['GraphQL Code Generator, by another name', JSON.stringify({ [`sha256:${sha256}`]: text }), sha256],
  ['Relay, by MD5', JSON.stringify({ '0b1f06ac4b5ae4d0d2b7a4b2f5a0b0d1': text }), '0b1f06ac4b5ae4d0d2b7a4b2f5a0b0d1'],
  ['Apollo', apollo(sha256), sha256],
])('reads what %s writes', (_title, written, id) => {
  expect(readManifest(written)).toEqual({ manifest: new Map([[id, text]]) });
});

it.each([
  ['no JSON', '{', /must be a manifest/], ['nothing', '{}', /must be a manifest/], ['a list', '[]', /must be a manifest/], ['numbers', '{"a": 1}', /must be a manifest/],
  ['Apollo’s of another version', apollo(sha256).replace('"version":1', '"version":2'), /must be a manifest/],
  ['a text that is not the one of its hash', JSON.stringify({ [sha256]: `${text} ` }), /whose SHA-256 is another/],
  ['one id twice', JSON.stringify({ a: text, 'sha256:a': `${text} ` }), /two documents under sha256:a/],
])('says what is wrong with %s', (_title, written, problem) => {
  expect(readManifest(written)).toEqual({ problem: expect.stringMatching(problem) as string });
});
