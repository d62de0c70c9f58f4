import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Actor as DomainActor } from '../domain/person.ts';
import type { AnyRecord } from '../domain/record.ts';
import { readReference } from '../domain/reference.ts';
import type { Release as DomainRelease } from '../domain/release.ts';
import { tellTimeline, type TimelineEvent as Told } from '../release/index.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { TimelineEventConnection } from '../schema/connections.ts';
import { SourceRecord } from '../schema/node.type.ts';
import { Actor } from '../schema/person.type.ts';
import { Release } from '../schema/release.type.ts';
import { TimelineEvent } from '../schema/timeline.type.ts';
import type { RequestContext } from './context.ts';
import { pageOfStore, pageRequest } from './page.ts';
import { recordOf } from './reading.ts';
import { linesTold } from './timeline-told.ts';

const Page100 = pageArguments(100);

@Resolver(() => Release)
export class TimelineOfReleaseResolver {
  @FieldResolver(() => TimelineEventConnection, { description: 'The whole story across tools, oldest first, in the order in which Muster came to know. After the cursor of the last line that was read comes exactly what was missed, however long ago.' })
  async timeline(@Root() release: DomainRelease, @Args(() => Page100) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<Told>> {
    const { hub } = context;
    const request = pageRequest(page);
    const { items, ...rest } = await linesTold(context, release.key, request);
    return pageOfStore({ ...rest, items: items.map((line) => tellTimeline(line, (email) => hub.people.ofEmail(email))) }, request);
  }
}

@Resolver(() => TimelineEvent)
export class TimelineEventResolver {
  @FieldResolver(() => Actor, { nullable: true, description: 'Null where nobody is known, and where a tool’s record moved.' })
  actor(@Root() { actor }: Told): DomainActor | null {
    return actor;
  }

  @FieldResolver(() => SourceRecord, { nullable: true, description: 'The record it is about, as it is now.' })
  record(@Root() { recordName }: Told, @Ctx() context: RequestContext): Promise<AnyRecord | null> | null {
    const kind = recordName === null ? undefined : readReference(recordName)?.kind;
    return recordName === null || kind === undefined ? null : recordOf(context, kind, recordName);
  }
}
