import { Field, ObjectType } from 'type-graphql';
import { Node } from './node.type.ts';
import { TimeWindow } from './release.type.ts';

@ObjectType({ description: 'What a freeze is about; null: every one.' })
export class FreezeScope {
  @Field(() => [String], { nullable: true }) environments!: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Keys of services.' }) services!: string[] | null;
}

@ObjectType({ implements: Node, description: 'Time in which nothing may go out to its environments and services.' })
export class Freeze extends Node {
  @Field(() => String) name!: string;
  @Field(() => String) reason!: string;
  @Field(() => FreezeScope) scope!: FreezeScope;
  @Field(() => String, { description: 'IANA name.' }) timeZone!: string;
  @Field(() => String, { nullable: true, description: 'RFC 5545; null when it happens once.' }) recurrence!: string | null;
  @Field(() => TimeWindow) first!: TimeWindow;
}
