import myTools from './examples/my-tools.graphql';
import releaseBoard from './examples/release-board.graphql';
import releasePage from './examples/release-page.graphql';
import reports from './examples/reports.graphql';
import watchRelease from './examples/watch-release.graphql';
import whyNotReady from './examples/why-not-ready.graphql';

/** A tab each, in the order in which somebody new would read them; a tab has the name of its operation. */
export const examples: readonly string[] = [whyNotReady, releaseBoard, releasePage, watchRelease, reports, myTools];
