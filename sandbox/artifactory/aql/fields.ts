/** The two AQL domains this stand-in answers; the other eleven are a parse error here. */
export type Domain = 'items' | 'builds';

export const defaultFields: Readonly<Record<Domain, readonly string[]>> = {
  items: ['repo', 'path', 'name', 'type', 'size', 'depth', 'created', 'created_by', 'modified', 'modified_by', 'updated'],
  builds: ['url', 'name', 'number', 'started', 'created', 'created_by', 'modified', 'modified_by'],
};

const furtherFields: Readonly<Record<Domain, readonly string[]>> = {
  items: ['actual_md5', 'actual_sha1', 'original_md5', 'original_sha1', 'sha256'],
  builds: ['repo'],
};

/** Fields of another domain: as soon as one is included, sort, offset and limit no longer count (apis/README.md §9). */
const crossDomain = /^(@.+|property(\.(\*|key|value))?|artifact\.module\.build(\.(name|number))?)$/;

/** Without these a query of somebody who is no administrator is refused: permissions are checked on them. */
export const permissionFields: Readonly<Record<Domain, readonly string[]>> = {
  items: ['repo', 'path', 'name'],
  builds: ['name', 'number', 'repo'],
};

export function ownFields(domain: Domain): readonly string[] {
  return [...defaultFields[domain], ...furtherFields[domain]];
}

export function isCrossDomain(field: string): boolean {
  return crossDomain.test(field);
}

export function isKnownField(domain: Domain, field: string): boolean {
  return field === '*' || ownFields(domain).includes(field) || (domain === 'items' && isCrossDomain(field));
}
