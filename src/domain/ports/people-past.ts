import type { Instant } from '../instant.ts';

/** What was said of people before: by feeds of people, and by who owned a release and looked after it. */
export interface PeoplePast {
  /** Forgets what ended before a moment; answers how much. */
  forget(before: Instant): Promise<number>;
}
