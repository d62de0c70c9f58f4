import { fullName, readerRole, views, viewsVersion, type View, type ViewColumn } from '../../store/views/index.ts';

/** docs/sql.md, derived from the views themselves: what each tells, its columns, and how they hang together. */
export function sqlDocs(): string {
  return [head, list('report'), list('mirror'), diagram('report'), diagram('mirror'), ...present.map(section)].join('\n');
}

const isHistory = ({ name }: View): boolean => name.endsWith('_history');
const present = views.filter((view) => !isHistory(view));
const referred = new Set(views.flatMap((view) => view.columns.flatMap(({ refersTo }) => refersTo)));
const historyOf = ({ schema, name }: View): View | undefined => views.find((view) => view.schema === schema && view.name === `${name}_history`);

const head = `# SQL for analysts

Derived from \`src/store/views\` by \`npm run docs\`; do not edit. Version ${viewsVersion} of the views (\`select number from report.version\`).

On PostgreSQL, analysts, Grafana and notebooks read views: schema \`report\` is what Muster remembers, schema \`mirror\` what the tools said,
one view for each kind of record and one of its history. Once the hub has started, its database's owner makes a role that may read
them and nothing else, and gives it a password:

\`\`\`console
$ muster sql grants | psql "$DATABASE_URL"
$ psql "$DATABASE_URL" -c '\\password ${readerRole}'
$ psql "postgres://${readerRole}@db.example/muster" -c 'select state, count(*) from report.deployment group by state'
\`\`\`

\`muster sql grants --role NAME\` calls it otherwise, \`muster sql revokes\` takes it back. The role ends a query after two minutes. As any
account of PostgreSQL it may listen to NOTIFY, over which hubs tell each other the ids (no more) of what moved.

- **They only grow.** A view and a column keep their name and type; new columns come behind the others, so name the columns you read.
- **Ids join.** \`id\` is the node id of GraphQL; \`…_id\` holds the \`id\` of another view. In schema report, \`release\` holds \`report.release.key\`.
- **Moments** are \`timestamptz\`: say in which zone a day begins, \`date_trunc('week', live_at, 'Europe/Berlin')\`. Lengths end in \`_s\`: seconds.
- **Unknown is null.** A record that is gone from its tool stays, as it was last read, with \`is_gone\`.
- **History** has a row for each thing that was said: from \`valid_from\` until \`valid_to\`, which is no longer part of it and null while it stands. As of a
  moment: \`where valid_from <= :at and (valid_to is null or valid_to > :at)\`. It goes back as far as the mirror keeps it.
- **Connections for tests** are mirrored too: where there are any, choose by \`connection\`. Clones carry the same keys.
- **Freshness.** \`report.sync\` says up to when each kind was read, and what is in the way.
- Not there: access tokens, the audit log, receipts and facts, parameters of plans, raw content, long free text. Teams and which
  environments are production stand in the configuration: the reports know them (docs/reports.md).

[examples/analysts](examples/analysts/README.md) has a dashboard for Grafana and questions to begin with.
`;

function list(schema: View['schema']): string {
  return `### ${schema}\n\n${present.filter((view) => view.schema === schema).map((view) => `- [${fullName(view)}](#${anchor(view)}): ${view.says}`).join('\n')}\n`;
}

/** As GitHub makes it of a heading: without dots. */
const anchor = (view: View): string => fullName(view).replaceAll('.', '');

/** Keys and references alone, with what they lead to: the rest stands in the tables below. */
function diagram(schema: View['schema']): string {
  const shown = present.filter((view) => view.schema === schema);
  const entities = shown.map((view) => `  ${view.name} {\n${view.columns.filter((column) => column.isKey || column.refersTo.length > 0 || referred.has(`${fullName(view)}.${column.name}`)).map((column) => `    ${column.type} ${column.name}${marks(column)}`).join('\n')}\n  }`);
  const relations = shown.flatMap((view) => view.columns.flatMap((column) => column.refersTo.map((other) => `  ${view.name} }o--o| ${nameIn(schema, other)} : ${column.name}`)));
  return `## How ${schema} hangs together\n\nKeys and references; names with another schema before them stand there.\n\n\`\`\`mermaid\nerDiagram\n${[...entities, ...relations].join('\n')}\n\`\`\`\n`;
}

function marks({ isKey, refersTo }: ViewColumn): string {
  const all = [...(isKey ? ['PK'] : []), ...(refersTo.length === 0 ? [] : ['FK'])];
  return all.length === 0 ? '' : ` ${all.join(', ')}`;
}

/** A name in a diagram holds no dot. */
function nameIn(schema: View['schema'], column: string): string {
  const [itsSchema = '', name = ''] = column.split('.');
  return itsSchema === schema ? name : `${itsSchema}_${name}`;
}

function section(view: View): string {
  const past = historyOf(view);
  return [
    `## ${fullName(view)}`, '', `${view.says}${past === undefined ? '' : ` \`${fullName(past)}\` has the same columns and \`valid_to\`.`}`, '',
    '| column | type | | |', '|---|---|---|---|', ...view.columns.map(line), '',
  ].join('\n');
}

function line({ name, type, says, isKey, refersTo }: ViewColumn): string {
  const notes = [...(isKey ? ['key'] : []), ...refersTo.map((other) => `\`${other}\``)];
  return `| \`${name}\` | ${type} | ${notes.join(', ')} | ${says.replaceAll('|', '\\|')} |`;
}
