import type { Response } from 'express';

/** An answer in ServiceNow's own words for "no" (bodies measured on live instances: apis/README.md §1). */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: string | null;

  constructor(status: number, message: string, detail: string | null) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.detail = detail;
  }
}

export function refusalBody(message: string, detail: string | null): object {
  return { error: { message, detail }, status: 'failure' };
}

export function sendRefusal(res: Response, { status, message, detail }: Refusal): void {
  if (status === 401) res.setHeader('WWW-Authenticate', 'Basic realm="Service-now"');
  res.status(status).json(refusalBody(message, detail));
}

/** Also what a record is answered that exists but may not be read. */
export function noRecord(): Refusal {
  return new Refusal(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval");
}

export function invalidTable(table: string): Refusal {
  return new Refusal(400, `Invalid table ${table}`, `Table ${table} does not exist`);
}

export function notAuthenticated(): Refusal {
  return new Refusal(401, 'User Not Authenticated', 'Required to provide Auth information');
}

export function updateForbidden(): Refusal {
  return new Refusal(403, 'Operation Failed', 'ACL Exception Update Failed due to security constraints');
}

export function queryForbidden(): Refusal {
  return new Refusal(403, 'Insufficient rights to query records', 'Field(s) present in the query do not have permission to be read');
}

export function noResource(path: string): Refusal {
  return new Refusal(400, 'Requested URI does not represent any resource', path);
}

/** What a business rule that says no answers; the record stays as it was. */
export function abortedBy(table: string, rule: string, ruleId: string): Refusal {
  return new Refusal(403, 'Operation Failed', abortedText(table, rule, ruleId));
}

function abortedText(table: string, rule: string, ruleId: string): string {
  return `Operation against file '${table}' was aborted by Business Rule '${rule}^${ruleId}'. Business Rule Stack:${rule}`;
}

export function mandatory(fields: string): Refusal {
  return new Refusal(403, 'Operation Failed', `Data Policy Exception: The following fields are mandatory: ${fields}`);
}
