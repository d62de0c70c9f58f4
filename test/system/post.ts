/** What the hub answered. */
export interface Answer<T> {
  readonly status: number;
  readonly data: T | null;
  readonly errors: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions: { readonly code: string; readonly connection?: string } }[];
}

export async function post<T>(url: string, token: string | null, body: unknown): Promise<Answer<T>> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body) });
  const answer = await response.json() as { data?: T; errors?: Answer<T>['errors'] };
  return { status: response.status, data: answer.data ?? null, errors: answer.errors ?? [] };
}
