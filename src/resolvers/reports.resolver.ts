import { Args, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { camelCase, type ReportDefinition, type ReportRow, type ReportSource } from '../domain/report.ts';
import { reportDefinitions, type AskedReport } from '../reports/index.ts';
import type { ConnectionPage, PageArguments } from '../schema/connection.type.ts';
import { Reports, ReportDefinitionType, reportTypes } from '../schema/report.type.ts';
import type { RequestContext } from './context.ts';
import { connection, pageRequest } from './page.ts';

@Resolver(() => Reports)
export class ReportsResolver {
  @Query(() => Reports, { description: 'Reports across tools; see docs/reports.md.' })
  reports(): object {
    return {};
  }

  @FieldResolver(() => [ReportDefinitionType])
  definitions(): readonly ReportDefinition[] {
    return reportDefinitions;
  }
}

/** One field per report; all do the same. Who may ask for it is said to the door by its definition. */
for (const definition of reportDefinitions) {
  const [prototype, field] = [ReportsResolver.prototype, camelCase(definition.name)];
  const types = reportTypes(definition);
  const descriptor: PropertyDescriptor = {
    configurable: true,
    value: ({ first, after, ...given }: PageArguments & Record<string, string | number | readonly string[] | null>, context: RequestContext) =>
      pageOfReport(context.hub.reports.ask(definition.name, given, context.hidden), { first, after }),
  };
  Object.defineProperty(prototype, field, descriptor);
  Args(() => types.arguments)(prototype, field, 0);
  Ctx()(prototype, field, 1);
  FieldResolver(() => types.connection, { description: `${definition.title}. ${definition.says}` })(prototype, field, descriptor);
}

/** What GraphQL may ask of a report; nothing is read that nobody asks for, and nothing twice. */
interface ReportPage {
  edges(): Promise<ConnectionPage<object>['edges']>;
  nodes(): Promise<ConnectionPage<object>['nodes']>;
  pageInfo(): Promise<ConnectionPage<object>['pageInfo']>;
  totalCount(): Promise<number>;
  totals(): Promise<object>;
  sources(): Promise<readonly ReportSource[]>;
}

function pageOfReport(report: AskedReport, asked: PageArguments): ReportPage {
  const { first, after } = pageRequest(asked);
  let page: Promise<ConnectionPage<object>> | undefined;
  const read = (): Promise<ConnectionPage<object>> => page ??= report.page(first, after).then(({ rows, hasNextPage }) =>
    connection(rows, ({ id }) => String(id), inCamelCase, null, hasNextPage, after !== null));
  return {
    edges: async () => (await read()).edges,
    nodes: async () => (await read()).nodes,
    pageInfo: async () => (await read()).pageInfo,
    totalCount: () => report.count(),
    totals: async () => inCamelCase(await report.totals()),
    sources: () => report.sources(),
  };
}

function inCamelCase(row: ReportRow): object {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [camelCase(name), cell]));
}
