import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { ScanState } from './enums.ts';
import { Source, SourceRecord } from './node.type.ts';
import { DateTimeScalar, JsonScalar, Sha256Scalar, UrlScalar } from './scalars.ts';

@ObjectType({ implements: SourceRecord, description: 'An immutable build output in the definitive media library. The digest is what it is, wherever promotion moves it.' })
export class Artifact extends SourceRecord {
  @Field(() => String) repository!: string;
  @Field(() => String) path!: string;
  @Field(() => String) name!: string;
  @Field(() => Float, { nullable: true }) sizeBytes!: number | null;
  @Field(() => Sha256Scalar, { nullable: true }) sha256!: string | null;
  @Field(() => JsonScalar, { nullable: true }) properties!: unknown;
}

@ObjectType({ description: 'What a build server told the library about one build.' })
export class Build {
  @Field(() => String) name!: string;
  @Field(() => String) number!: string;
  @Field(() => DateTimeScalar, { nullable: true }) startedAt!: Instant | null;
  @Field(() => UrlScalar, { nullable: true }) url!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'From evidence or build status only; null when nobody said.' }) testsPassed!: boolean | null;
  @Field(() => String, { nullable: true }) vcsRevision!: string | null;
}

@ObjectType({ description: 'What the scanner knows of an artifact. Counts are null unless it was scanned.' })
export class ArtifactScan {
  @Field(() => Source, { nullable: true }) source!: Source | null;
  @Field(() => ScanState) state!: keyof typeof ScanState;
  @Field(() => Int, { nullable: true }) critical!: number | null;
  @Field(() => Int, { nullable: true }) high!: number | null;
  @Field(() => Int, { nullable: true }) medium!: number | null;
  @Field(() => Int, { nullable: true }) low!: number | null;
  @Field(() => DateTimeScalar, { nullable: true }) scannedAt!: Instant | null;
}
