import { Field, ObjectType } from 'type-graphql';
import { Freeze } from './freeze.type.ts';
import { SourceRecord } from './node.type.ts';
import { TimeWindow } from './release.type.ts';

@ObjectType({ description: 'What stands in the way of a release for a while.' })
export class WindowBlocker {
  @Field(() => TimeWindow) window!: TimeWindow;
  @Field(() => String) because!: string;
  @Field(() => SourceRecord, { nullable: true, description: 'The change or schedule, when a tool keeps it.' }) record!: SourceRecord | null;
  @Field(() => Freeze, { nullable: true, description: 'The freeze, when Muster keeps it.' }) freeze!: Freeze | null;
}

@ObjectType({ description: 'The first stretch in which a release may go out.' })
export class OpenWindow {
  @Field(() => TimeWindow, { nullable: true, description: 'Null when there is none, or nobody can tell; because says which.' }) window!: TimeWindow | null;
  @Field(() => String) because!: string;
  @Field(() => [WindowBlocker], { description: 'Everything that stands in the way before it, in order of start.' }) blockers!: WindowBlocker[];
}
