import type { FeedDifference, ListedPerson } from '../listed-person.ts';
import type { Viewer } from '../person.ts';

/** Remembers what the last feed of people said. */
export interface PeopleFeedStore {
  /** Takes the place of the last feed, all or nothing; two at once follow each other. */
  take(feed: readonly ListedPerson[], at: Date): Promise<Omit<FeedDifference, 'people'>>;
}

/** Where administrators hand in whom the personnel system names. */
export interface PeopleFeedDesk {
  /** @throws UserMistake INVALID naming the first person who cannot be, by their place in the list. */
  import(viewer: Viewer, feed: readonly ListedPerson[]): Promise<Omit<FeedDifference, 'people'>>;
}
