import { Field, InputType } from 'type-graphql';

@InputType()
export class RequestSyncInput {
  @Field(() => String, { description: 'Name of a configured connection.' }) connection!: string;
  @Field(() => String, { nullable: true, description: 'A kind of record, e.g. change; left out, all that are synced.' }) kind?: string | null;
  @Field(() => String, { nullable: true, description: 'Answered unchanged in the payload.' }) clientMutationId?: string | null;
}
