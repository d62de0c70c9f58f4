import { Field, ObjectType } from 'type-graphql';
import { SourceRecord } from './node.type.ts';
import { TimeWindow } from './release.type.ts';

@ObjectType({ description: 'An entry of a schedule that comes again.' })
export class RecurringWindow {
  @Field(() => TimeWindow) first!: TimeWindow;
  @Field(() => String, { description: 'RFC 5545.' }) rule!: string;
}

@ObjectType({ implements: SourceRecord, description: 'A maintenance or blackout window that a tool keeps.' })
export class ChangeWindow extends SourceRecord {
  @Field(() => Boolean) isBlackout!: boolean;
  @Field(() => String, { nullable: true, description: 'IANA name; null when the schedule floats, or the tool did not say.' }) timeZone!: string | null;
  @Field(() => [TimeWindow], { description: 'Those that the tool spelled out, in order of start; what comes again stands in recurring.' }) occurrences!: TimeWindow[];
  @Field(() => [RecurringWindow]) recurring!: RecurringWindow[];
  @Field(() => Boolean, { description: 'True: an entry could not be understood, so that more time may be covered than stands here.' }) isPartial!: boolean;
}
