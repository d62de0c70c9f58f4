import { roles, type Role } from '../../domain/person.ts';
import { matrix } from '../authorization/index.ts';

/** docs/authorization.md, derived from the matrix that the door heeds. */
export function authorizationDocs(): string {
  const rows = Object.entries(matrix).toSorted(([one], [other]) => one.localeCompare(other));
  const open = rows.filter(([, row]) => row.roles.length === roles.length);
  const table = rows.filter(([, row]) => row.roles.length < roles.length).map(([name, row]) => `| \`${name}\` | ${roles.map((role) => (row.roles.includes(role) ? 'yes' : '–')).join(' | ')} |`);
  return [head, `| field | ${roles.map(spoken).join(' | ')} |`, `|---|${roles.map(() => ':-:').join('|')}|`, ...table, '', `Whoever is signed in with any role may ask for: ${open.map(([name]) => `\`${name}\``).join(', ')}.`, ''].join('\n');
}

const spoken = (role: Role): string => role.toLowerCase().replaceAll('_', ' ');

const head = `# Authorization

Derived from \`src/server/authorization/matrix.ts\` by \`npm run docs\`; do not edit. Nothing is answered to the anonymous. Roles come from
\`access\` in [muster.yaml](configuration.md), each with the services and environments for which it counts; left out, all. Such limits bind
acts: by the release, plan, deployment, waiver or freeze that the input names. An act about all environments of a service, as sealing a package,
takes a role that is not limited to some of them. Reading is not limited by service. A refusal is FORBIDDEN, and stands in the audit log.
`;
