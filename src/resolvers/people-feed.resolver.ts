import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { ImportPeoplePayload } from '../schema/payload.type.ts';
import { ImportPeopleInput } from '../schema/people-feed.input.ts';
import { viewerOf, type RequestContext } from './context.ts';
import { payload } from './payload.ts';

@Resolver()
export class PeopleFeedResolver {
  @Mutation(() => ImportPeoplePayload, { nullable: true, description: 'Takes whom the personnel system names in place of the last feed, all or nothing; the same again changes nothing.' })
  importPeople(@Arg('input', () => ImportPeopleInput) input: ImportPeopleInput, @Ctx() context: RequestContext): Promise<object> {
    const people = input.people.map(({ email, employment, name = null, unit = null, startsOn = null, endsOn = null, movedOn = null }) => ({ email, employment, name, unit, startsOn, endsOn, movedOn }));
    return payload(context, input, async () => ({ listed: people.length, ...await context.hub.peopleFeed.import(viewerOf(context), people) }));
  }
}
