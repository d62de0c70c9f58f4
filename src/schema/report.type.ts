import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType, type ClassType } from 'type-graphql';
import { camelCase, totalColumns, type ReportColumn, type ReportDefinition, type ReportParameter } from '../domain/report.ts';
import { PageInfo, type PageArguments } from './connection.type.ts';
import { DateTimeScalar, DurationScalar } from './scalars.ts';

@ObjectType({ description: 'How fresh one of the sources of a report is.' })
export class ReportSource {
  @Field(() => String, { nullable: true, description: 'Null when nothing reads this kind in the background.' }) connection!: string | null;
  @Field(() => String, { description: 'Kind of record; `deployment` stands for what others deployed.' }) kind!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Up to when it was read as a whole; null: never.' }) readAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it is not read on at present; null while nothing is in the way.' }) problem!: string | null;
}

@ObjectType({ description: 'Where the words of a report come from.' })
export class ReportOrigin {
  @Field(() => String) title!: string;
  @Field(() => String) url!: string;
}

@ObjectType('ReportParameter', { description: 'One thing that may be asked of a report.' })
export class ReportParameterType {
  @Field(() => String, { description: 'The same in every form.' }) name!: string;
  @Field(() => String, { description: 'MOMENT, TIME_ZONE, TEXTS, WORD, WORDS, DURATION or COUNT.' }) kind!: string;
  @Field(() => String) says!: string;
  @Field(() => [String], { description: 'What a WORD or WORDS may be.' }) words!: string[];
  @Field(() => String, { nullable: true, description: 'What it is when it is left out.' }) usual!: string | null;
}

@ObjectType('ReportColumn', { description: 'One column of the rows of a report.' })
export class ReportColumnType {
  @Field(() => String, { description: 'As files have it; here it is in camelCase.' }) name!: string;
  @Field(() => String, { description: 'TEXT, INTEGER, NUMBER, TRUTH, INSTANT, DATE, RECORD or RECORDS.' }) type!: string;
  @Field(() => String, { nullable: true }) unit!: string | null;
  @Field(() => String) says!: string;
  @Field(() => Boolean) isNullable!: boolean;
  @Field(() => Boolean, { description: 'Whether the totals have it too.' }) isTotal!: boolean;
  @Field(() => [String], { description: 'Of a number: the columns of its row that lead to what it counts, by ids of records where there are any.' }) behind!: string[];
}

@ObjectType('ReportDefinition', { description: 'What a report says of itself.' })
export class ReportDefinitionType {
  @Field(() => String) name!: string;
  @Field(() => String) title!: string;
  @Field(() => String, { description: 'The question that it answers.' }) says!: string;
  @Field(() => [String], { description: 'How each of its words is meant.' }) rules!: string[];
  @Field(() => [ReportOrigin]) definedBy!: ReportOrigin[];
  @Field(() => [ReportParameterType]) parameters!: ReportParameterType[];
  @Field(() => [ReportColumnType]) columns!: ReportColumnType[];
  @Field(() => [ReportColumnType], { description: 'What the totals have beside those of the columns that are in them.' }) moreTotals!: ReportColumnType[];
}

@ObjectType({ description: 'Answers across tools. Each is also a file, `/reports/<name>.csv`, `.json`, `.ndjson` or `.parquet`, with the same parameters.' })
export class Reports {
  @Field(() => [ReportDefinitionType], { description: 'What each report says of itself.' }) definitions!: unknown[];
}

/** The GraphQL types of one report, derived from its definition. */
export interface ReportTypes {
  readonly connection: ClassType;
  readonly arguments: ClassType<PageArguments & Record<string, string | number | readonly string[] | null>>;
}

export function reportTypes(definition: ReportDefinition): ReportTypes {
  const name = upperCamelCase(definition.name);
  const row = recordType(`${name}Row`, `A row of the report ${definition.name}.`, definition.columns);
  const totals = recordType(`${name}Totals`, `All rows of the report ${definition.name} together.`, totalColumns(definition));
  return { connection: connectionOf(name, row, totals), arguments: argumentsOf(name, definition.parameters) };
}

function connectionOf(name: string, row: ClassType, totals: ClassType): ClassType {
  @ObjectType(`${name}Edge`, { description: 'One row of a page, and the cursor after which the next page begins.' })
  class Edge {
    @Field(() => String) cursor!: string;
    @Field(() => row) node!: unknown;
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a report’s rows, and what is true of all of them.' })
  class Connection {
    @Field(() => [Edge]) edges!: Edge[];
    @Field(() => [row]) nodes!: unknown[];
    @Field(() => PageInfo) pageInfo!: PageInfo;
    @Field(() => Int) totalCount!: number;
    @Field(() => totals) totals!: unknown;
    @Field(() => [ReportSource]) sources!: ReportSource[];
  }
  return Connection;
}

function recordType(name: string, description: string, columns: readonly ReportColumn[]): ClassType {
  @ObjectType(name, { description })
  class Row {}
  for (const column of columns) {
    const says = column.unit === null ? column.says : `${column.says} Unit: ${column.unit}.`;
    Field(() => typeOf(column), { nullable: column.isNullable, description: says })(Row.prototype, camelCase(column.name));
  }
  return Row;
}

function typeOf({ name, type }: ReportColumn): object {
  if (name === 'id' || type === 'RECORD') return ID;
  switch (type) {
    case 'INTEGER': return Int;
    case 'NUMBER': return Float;
    case 'TRUTH': return Boolean;
    case 'INSTANT': return DateTimeScalar;
    case 'RECORDS': return [ID];
    case 'TEXT': case 'DATE': return String;
  }
}

function argumentsOf(report: string, parameters: readonly ReportParameter[]): ReportTypes['arguments'] {
  @ArgsType()
  class Arguments implements PageArguments {
    @Field(() => Int, { nullable: true, defaultValue: 100, description: 'At most 500.' }) first!: number | null;
    @Field(() => String, { nullable: true, description: 'The cursor of the row before the page.' }) after!: string | null;
  }
  for (const parameter of parameters) {
    const type = argumentType(report, parameter);
    const usual = parameter.usual === null ? '' : ` Left out: ${parameter.usual}.`;
    Field(() => type, { nullable: true, description: `${parameter.says}${usual}` })(Arguments.prototype, parameter.name);
  }
  return Arguments as ReportTypes['arguments'];
}

function argumentType(report: string, { name, kind, words, says }: ReportParameter): object {
  switch (kind) {
    case 'MOMENT': case 'TIME_ZONE': return String;
    case 'TEXTS': return [String];
    case 'DURATION': return DurationScalar;
    case 'COUNT': return Int;
    case 'WORD': case 'WORDS': {
      const values = Object.fromEntries(words.map((word) => [word, word]));
      registerEnumType(values, { name: `${report}${upperCamelCase(name)}`, description: says });
      return kind === 'WORD' ? values : [values];
    }
  }
}

function upperCamelCase(name: string): string {
  const camel = camelCase(name);
  return `${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
}
