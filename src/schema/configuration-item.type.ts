import { Field, Float, Int, ObjectType } from 'type-graphql';
import { OperationalState } from './enums.ts';
import { SourceRecord } from './node.type.ts';

@ObjectType({ implements: SourceRecord, description: 'Anything the CMDB keeps that a release may touch.' })
export class ConfigurationItem extends SourceRecord {
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => String) className!: string;
  @Field(() => OperationalState) operationalState!: keyof typeof OperationalState;
  @Field(() => String, { nullable: true, description: 'The version the CMDB believes is running.' }) runningVersion!: string | null;
  @Field(() => String, { nullable: true }) environment!: string | null;
}

@ObjectType({ implements: SourceRecord, description: 'A business service as the CMDB keeps it.' })
export class Service extends SourceRecord {
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => String, { nullable: true }) criticality!: string | null;
}

@ObjectType({ description: 'One promise about a service, and how it stands.' })
export class ServiceLevel {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) target!: string | null;
  @Field(() => Boolean, { nullable: true }) isBreached!: boolean | null;
  @Field(() => Float, { nullable: true }) remainingPercent!: number | null;
}

@ObjectType({ description: 'An item that another one reaches.' })
export class ReachedItem {
  @Field(() => ConfigurationItem) item!: ConfigurationItem;
  @Field(() => Int, { description: 'Over how many relations at least.' }) distance!: number;
}

@ObjectType({ description: 'Everything an item reaches in one direction, nearest first, each once.' })
export class Reach {
  @Field(() => [ReachedItem]) items!: ReachedItem[];
  @Field(() => Boolean, { description: 'False: a limit cut the walk, or items on the way were hidden.' }) isComplete!: boolean;
}
