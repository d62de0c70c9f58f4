import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { EventKind as Kind } from '../domain/event.ts';
import type { Instant } from '../domain/instant.ts';
import type { NoticeState as State } from '../domain/notice.ts';
import { EventKind, NoticeState } from './enums.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ description: 'One message about one event to one recipient over one channel.' })
export class Notice {
  @Field(() => ID, { description: 'What a receiver knows it by: its webhook-id, and part of its Message-ID.' }) id!: string;
  @Field(() => EventKind) event!: Kind;
  @Field(() => String, { nullable: true, description: 'Key of the release it is about.' }) releaseKey!: string | null;
  @Field(() => String) environment!: string;
  @Field(() => String, { description: 'Name of a channel of the configuration.' }) channel!: string;
  @Field(() => String, { nullable: true, description: 'An e-mail address; null where the channel itself is the recipient.' }) recipient!: string | null;
  @Field(() => String) subject!: string;
  @Field(() => String) text!: string;
  @Field(() => NoticeState) state!: State;
  @Field(() => Int, { description: 'How often it was tried.' }) attempts!: number;
  @Field(() => DateTimeScalar) createdAt!: Instant;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried next; null when it waits no more.' }) nextAt!: Instant | null;
  @Field(() => DateTimeScalar, { description: 'After this it is given up.' }) giveUpAt!: Instant;
  @Field(() => DateTimeScalar, { nullable: true }) sentAt!: Instant | null;
  @Field(() => String, { nullable: true, description: 'Why the last attempt that failed did.' }) problem!: string | null;
}
