import { Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import { Node } from './node.type.ts';

@InterfaceType({ description: 'Who acts: a human being or a pipeline.', resolveType: (value: { kind: string }) => (value.kind === 'person' ? 'Person' : 'Automation') })
export abstract class Actor {
  @Field(() => String) name!: string;
}

@ObjectType({ description: 'An account as one tool knows it.' })
export class Account {
  @Field(() => String) connection!: string;
  @Field(() => String) userName!: string;
  @Field(() => Boolean, { nullable: true, description: 'Null while the tool did not say.' }) isActive!: boolean | null;
}

@ObjectType({ implements: [Node, Actor], description: 'A human being, joined across tools by configuration or e-mail. An account nobody mapped never satisfies four eyes.' })
export class Person implements Node, Actor {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => Boolean, { nullable: true }) isActive!: boolean | null;
  @Field(() => [Account]) accounts!: Account[];
}

@ObjectType({ implements: [Actor], description: 'A pipeline.' })
export class Automation implements Actor {
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'Who vouches for it.' }) issuer!: string;
  @Field(() => Person, { nullable: true }) onBehalfOf!: Person | null;
}
