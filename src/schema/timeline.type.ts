import { Field, ID, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ description: 'One line of a release’s story: an act in Muster, a judgement, a step of a deployment, or what a tool said of a record that belongs to it.' })
export class TimelineEvent {
  @Field(() => ID, { description: 'Stable for ever.' }) id!: string;
  @Field(() => DateTimeScalar, { description: 'When it happened; for a tool’s record, when Muster first read it so.' }) occurredAt!: Instant;
  @Field(() => String, { description: 'RELEASE_CREATED, RELEASE_CANCELED, RELEASE_CLOSED, PACKAGE_SEALED, RECORD_LINKED, RECORD_EXCLUDED, PLAN_PROPOSED, PLAN_AGREED, JUDGED, WAIVER_REQUESTED, WAIVER_DECIDED, WAIVER_REVOKED, FREEZE_DECLARED, FREEZE_LIFTED, DEPLOYMENT, RECORD_MOVED; there may be more.' }) kind!: string;
  @Field(() => String, { description: 'One sentence.' }) summary!: string;
}
