import { Field, ObjectType } from 'type-graphql';
import { WorkProgress } from './enums.ts';
import { SourceRecord } from './node.type.ts';
import { UrlScalar } from './scalars.ts';

@ObjectType({ implements: SourceRecord, description: 'A piece of planned work behind a release.' })
export class WorkItem extends SourceRecord {
  @Field(() => String) key!: string;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => String, { nullable: true, description: 'The tool’s own word for the status; never what progress is read from.' }) statusLabel!: string | null;
  @Field(() => WorkProgress) progress!: keyof typeof WorkProgress;
  @Field(() => [String], { nullable: true }) fixVersions!: string[] | null;
}

@ObjectType({ implements: SourceRecord, description: 'A version that work is planned for.' })
export class PlannedVersion extends SourceRecord {
  @Field(() => String) project!: string;
  @Field(() => String) name!: string;
  @Field(() => Boolean, { nullable: true }) isReleased!: boolean | null;
  @Field(() => Boolean, { nullable: true }) isArchived!: boolean | null;
  @Field(() => String, { nullable: true, description: 'A day without a zone, yyyy-MM-dd: past or planned.' }) releasedOn!: string | null;
}

@ObjectType({ description: 'A link from a work item to something elsewhere.' })
export class RemoteLink {
  @Field(() => String, { nullable: true, description: 'What makes it the same link when written again; null for links that people drew.' }) globalId!: string | null;
  @Field(() => UrlScalar) url!: string;
  @Field(() => String) title!: string;
  @Field(() => String, { nullable: true }) relationship!: string | null;
  @Field(() => Boolean, { nullable: true }) isResolved!: boolean | null;
}
