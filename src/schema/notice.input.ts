import { Field, InputType } from 'type-graphql';

@InputType()
export class TryChannelInput {
  @Field(() => String, { description: 'Name of a channel of the configuration.' }) channel!: string;
  @Field(() => String, { nullable: true, description: 'The address to write to, for a channel that writes to people; left out, your own.' }) recipient?: string | null;
  @Field(() => String, { nullable: true, description: 'Answered unchanged in the payload.' }) clientMutationId?: string | null;
}
