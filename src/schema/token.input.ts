import { Field, ID, InputType } from 'type-graphql';
import { MutationInput } from './release.input.ts';
import { DateTimeScalar } from './scalars.ts';

@InputType()
export class CreateApiTokenInput extends MutationInput {
  @Field(() => String, { description: 'The pipeline that will use it; its acts are signed with this.' }) name!: string;
  @Field(() => [String], { description: 'Of VIEWER, RELEASE_MANAGER, DEPLOYER and AUDITOR.' }) roles!: string[];
  @Field(() => [String], { nullable: true, description: 'Keys of services; left out: all.' }) services?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Left out: all.' }) environments?: string[] | null;
  @Field(() => DateTimeScalar, { description: 'A year from now at most.' }) expiresAt!: Date;
}

@InputType()
export class RevokeApiTokenInput extends MutationInput {
  @Field(() => ID) tokenId!: string;
}
