import { Field, InputType } from 'type-graphql';
import { Employment } from './enums.ts';
import { MutationInput } from './release.input.ts';

@InputType({ description: 'A person as the personnel system names them. Days are written 2026-11-02.' })
export class ListedPersonInput {
  @Field(() => String, { description: 'What joins a person across tools.' }) email!: string;
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => Employment, { description: 'Whether they work here.' }) employment!: keyof typeof Employment;
  @Field(() => String, { nullable: true, description: 'Department, team or post: another one than in the last feed is a move.' }) unit?: string | null;
  @Field(() => String, { nullable: true, description: 'First day.' }) startsOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Last day; who LEFT must have one.' }) endsOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Since when they work in this unit; left out, a move is seen by comparing feeds.' }) movedOn?: string | null;
}

@InputType()
export class ImportPeopleInput extends MutationInput {
  @Field(() => [ListedPersonInput], { description: 'Everybody: who is left out is unknown from then on.' }) people!: ListedPersonInput[];
}
