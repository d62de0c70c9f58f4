import { hash } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import type { Copy } from '../domain/ports/copy-store.ts';
import type { Source, SourceRecord } from '../domain/source.ts';
import { toJsonb } from './json.ts';

/**
 * JSON of a copy's content without when and how it was read: what is left says the same as long as the tool does. The
 * moment stands beside it, in fetched_at.
 */
export function contentText({ content }: Copy): string {
  return toJsonb(undated(content));
}

/** Digest of what a copy says: of its content, label and connection, never of when it was read. */
export function digestOf({ connection, reference }: Copy, text: string): string {
  return hash('sha256', `${connection}\n${reference ?? ''}\n${text}`, 'base64url');
}

/** The content as its readers know it: every record within says when it was read, and that it is as the tool said. */
export function dated(content: unknown, fetchedAt: Instant): unknown {
  return eachRecord(content, (record) => ({ ...record, source: { ...record.source, fetchedAt, isStale: false, problem: null } }));
}

function undated(content: unknown): unknown {
  return eachRecord(content, (record) => ({ ...record, source: withoutMoment(record.source) }));
}

function withoutMoment({ fetchedAt: _fetchedAt, isStale: _isStale, problem: _problem, ...source }: Source): Partial<Source> {
  return source;
}

/** Records hold no records; relations answer with one, with a list of them, or with something that holds them. */
function eachRecord(content: unknown, change: (record: SourceRecord) => unknown): unknown {
  if (typeof content !== 'object' || content === null) return content;
  if (Array.isArray(content)) return content.map((part) => eachRecord(part, change));
  if ('kind' in content && 'id' in content && 'source' in content && typeof content.source === 'object') return change(content as unknown as SourceRecord);
  return Object.fromEntries(Object.entries(content).map(([key, part]) => [key, eachRecord(part, change)]));
}
