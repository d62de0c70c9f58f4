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

@ObjectType({ implements: SourceRecord, description: 'What a build server told the library about one build.' })
export class Build extends SourceRecord {
  @Field(() => String) name!: string;
  @Field(() => String) number!: string;
  @Field(() => DateTimeScalar, { nullable: true }) startedAt!: Instant | null;
  @Field(() => UrlScalar, { nullable: true }) url!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'From evidence or build status only; null when nobody said.' }) testsPassed!: boolean | null;
  @Field(() => String, { nullable: true }) vcsRevision!: string | null;
  @Field(() => [String], { description: 'Work items that the build says it is about, by their keys.' }) workItemKeys!: string[];
}

@ObjectType({ description: 'A word that somebody said about a build in the library, e.g. "Tested".' })
export class BuildStatus {
  @Field(() => String) status!: string;
  @Field(() => DateTimeScalar, { nullable: true }) at!: Instant | null;
  @Field(() => String, { nullable: true }) by!: string | null;
  @Field(() => String, { nullable: true }) repository!: string | null;
}

@ObjectType({ description: 'A signed statement about an artifact that the library keeps. That one is there says nothing of its truth.' })
export class ArtifactEvidence {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) predicateType!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the library could check its signature; null when it did not say.' }) isVerified!: boolean | null;
  @Field(() => DateTimeScalar, { nullable: true }) createdAt!: Instant | null;
  @Field(() => String, { nullable: true }) createdBy!: string | null;
  @Field(() => Sha256Scalar, { nullable: true }) sha256!: string | null;
}

@ObjectType({ description: 'One platform of a multi-platform image.' })
export class ImagePlatform {
  @Field(() => String, { nullable: true }) os!: string | null;
  @Field(() => String, { nullable: true }) architecture!: string | null;
  @Field(() => Sha256Scalar) digest!: string;
}

@ObjectType({ description: 'What the manifest of a container image names.' })
export class ImageManifest {
  @Field(() => Sha256Scalar, { description: 'Digest of the manifest itself: what a deployer pulls by.' }) digest!: string;
  @Field(() => String) mediaType!: string;
  @Field(() => [ImagePlatform], { description: 'Empty for an image of one platform.' }) platforms!: ImagePlatform[];
  @Field(() => [Sha256Scalar]) layers!: string[];
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
