import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Documents by the id under which they are asked for. */
export type Manifest = ReadonlyMap<string, string>;

/** As GraphQL Code Generator's client preset writes it (persisted-documents.json), and Relay: texts by id. */
const texts = z.record(z.string().min(1), z.string().min(1));
/** As Apollo's generate-persisted-query-manifest writes it. */
const operations = z.looseObject({ format: z.literal('apollo-persisted-query-manifest'), version: z.literal(1), operations: z.array(z.looseObject({ id: z.string().min(1), body: z.string().min(1) })) });

/** A manifest of persisted documents, in either shape, or the sentence that says what is wrong with it. */
export function readManifest(text: string): { readonly manifest: Manifest } | { readonly problem: string } {
  const read = json(text);
  const apollo = operations.safeParse(read);
  const entries = apollo.success ? apollo.data.operations.map(({ id, body }) => [id, body] as const) : Object.entries(texts.safeParse(read).data ?? {});
  if (entries.length === 0) return { problem: 'must be a manifest of persisted documents: texts by id, as GraphQL Code Generator writes them, or Apollo’s (format, version, operations)' };
  const manifest = new Map<string, string>();
  for (const [id, body] of entries) {
    const bare = bareId(id);
    if (/^[0-9a-f]{64}$/.test(bare) && bare !== sha256(body)) return { problem: `has a document under ${id}, whose SHA-256 is another: make it anew` };
    if ((manifest.get(bare) ?? body) !== body) return { problem: `has two documents under ${id}` };
    manifest.set(bare, body);
  }
  return { manifest };
}

/** `sha256:` may stand before an id, and says nothing more (GraphQL over HTTP, appendix on persisted documents). */
export function bareId(id: string): string {
  return id.replace(/^sha256:/, '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
