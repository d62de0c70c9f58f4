import type { TimelineLine } from '../timeline.ts';
import type { Page, PageRequest } from './stores.ts';

/** The story of each release; written by the database itself beside whatever happens. */
export interface TimelineStore {
  /** Oldest first. What comes after a line that was read is exactly what was not: a line never appears before one that stands. UserMistake INVALID when `after` is no line of this release. */
  page(releaseKey: string, page: PageRequest): Promise<Page<TimelineLine>>;
}
