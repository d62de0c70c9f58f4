import { Field, ObjectType } from 'type-graphql';
import { WorkProgress } from './enums.ts';
import { SourceRecord } from './node.type.ts';

@ObjectType({ implements: SourceRecord, description: 'A piece of planned work behind a release.' })
export class WorkItem extends SourceRecord {
  @Field(() => String) key!: string;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => String, { nullable: true, description: 'The tool’s own word for the status; never what progress is read from.' }) statusLabel!: string | null;
  @Field(() => WorkProgress) progress!: keyof typeof WorkProgress;
  @Field(() => [String], { nullable: true }) fixVersions!: string[] | null;
}
