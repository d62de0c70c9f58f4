import { badFile, type Employment, type Named } from './person.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/**
 * SCIM 2.0 (RFC 7643, 7644): a ListResponse, a list of Users, or one. `active: false` says that somebody may not sign in, and
 * not why: what it means here must be said. SCIM has no days of employment: who is not active has no last day.
 */
export function readScim(text: string, inactive: Employment | null): readonly Named[] {
  const all = usersOf(text);
  return all.map((user, index) => {
    const where = `Resources[${index}]`;
    if (typeof user !== 'object' || user === null) throw badFile(`${where} is no User.`);
    const { userName, displayName, name, emails, active, [enterprise]: more } = user as Readonly<Record<string, unknown>>;
    const employment = active === true ? 'ACTIVE' : active === false ? inactive : 'UNKNOWN';
    if (employment === null) throw badFile(`${where} is not active, and SCIM does not say why: say with --inactive ON_LEAVE or UNKNOWN what that means, or hand in a CSV, which can tell a last day.`);
    return { where, person: { email: emailOf(emails) ?? textOf(userName) ?? '', employment, name: textOf(displayName) ?? textOf(partOf(name, 'formatted')), unit: textOf(partOf(more, 'department')), startsOn: null, endsOn: null, movedOn: null } };
  });
}

function usersOf(text: string): readonly unknown[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw badFile(`The file is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
  }
  if (Array.isArray(read)) return read;
  const resources = partOf(read, 'Resources');
  if (!Array.isArray(resources)) return [read];
  const total = partOf(read, 'totalResults');
  // A page of many would make everybody else unknown.
  if (typeof total === 'number' && total !== resources.length) throw badFile(`The file holds ${resources.length} of ${total} users: hand in all of them at once.`);
  return resources;
}

function emailOf(emails: unknown): string | null {
  const all = Array.isArray(emails) ? emails as readonly unknown[] : [];
  return textOf(partOf(all.find((one) => partOf(one, 'primary') === true) ?? all[0], 'value'));
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
