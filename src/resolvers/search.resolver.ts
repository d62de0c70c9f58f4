import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { FoundIn } from '../domain/ports/records.ts';
import type { AnyRecord } from '../domain/record.ts';
import type { Release } from '../domain/release.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { SearchConnection } from '../schema/connections.ts';
import type { RequestContext } from './context.ts';
import { pageOf, pageRequest } from './page.ts';

const Page20 = pageArguments(20);
/** How many records of each kind a search asks of each tool. */
const limitPerKind = 50;

@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, { nullable: true, description: 'Releases first, then what the production tools find (a clone would find everything twice); a tool that fails costs only what it would have found.' })
  async search(@Arg('text', () => String) text: string, @Args(() => Page20) page: PageArguments, @Ctx() { hub, failures }: RequestContext): Promise<ConnectionPage<AnyRecord | Release>> {
    const request = pageRequest(page);
    const ask = { purpose: 'page', maxAgeMs: 0 } as const;
    const about = { text, limit: limitPerKind };
    const [releases, ...found] = await Promise.all([
      hub.releases.list({ text, orderBy: 'NEWEST' }, { first: limitPerKind, after: null }),
      hub.records.find('changes.list', { ...about, states: null, updatedSince: null, plannedFrom: null, plannedTo: null }, ask, 'production'),
      hub.records.find('work-items.list', about, ask, 'production'),
      hub.records.find('artifacts.list', about, ask, 'production'),
      hub.records.find('cis.list', { ...about, className: null, environment: null }, ask, 'production'),
      hub.records.find('services.list', about, ask, 'production'),
      hub.records.find('problems.list', { ...about, isOpen: null, isKnownError: null }, ask, 'production'),
    ] as const);
    const records = (found as readonly (readonly FoundIn<AnyRecord>[])[]).flat();
    for (const { connection, problem } of records) if (problem !== null) failures.note(connection, problem);
    const isWhole = !releases.hasNextPage && records.every(({ isComplete, problem }) => isComplete && problem === null);
    const results = [...releases.items, ...records.flatMap((one) => one.records)];
    return pageOf<AnyRecord | Release, AnyRecord | Release>(results, request, ({ id }) => id, (result) => result, isWhole ? results.length : null);
  }
}
