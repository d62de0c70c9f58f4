import type { Instant } from './instant.ts';
import type { SourceRecord } from './source.ts';

/** An article or runbook that tells people how to live with what was released. */
export interface KnowledgeArticle extends SourceRecord {
  readonly kind: 'knowledge';
  readonly number: string | null;
  readonly title: string | null;
  /** null: the tool did not say, or hid it. */
  readonly isPublished: boolean | null;
  readonly updatedAt: Instant | null;
  /** From when on it no longer holds; null or left out: nobody said that it ends. */
  readonly expiresAt?: Instant | null;
}
