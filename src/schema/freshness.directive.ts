import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import { DurationScalar } from './scalars.ts';

/** How old a copy an operation or a field, with all below it, accepts. */
export const freshnessDirective = new GraphQLDirective({
  name: 'freshness',
  description: 'How old a mirrored copy this operation or field, and all below it, accepts; also the header Muster-Max-Age. The innermost counts. PT0S asks the tools now. Judging never takes copies.',
  locations: [DirectiveLocation.QUERY, DirectiveLocation.FIELD],
  args: { maxAge: { type: new GraphQLNonNull(DurationScalar), description: 'ISO 8601 without months and years, e.g. PT5M.' } },
});
