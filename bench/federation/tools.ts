import type { ToolName } from '../../sandbox/hub-config.ts';

/** The stand-ins' controls, all of them at once. */
export class Tools {
  readonly urls: Readonly<Record<ToolName, string>>;

  constructor(tools: Readonly<Record<string, { readonly url: string }>>) {
    this.urls = Object.fromEntries(Object.entries(tools).map(([name, { url }]) => [name, url])) as Record<ToolName, string>;
  }

  /** Every call takes so much longer. */
  async slow(ms: number): Promise<void> {
    await this.#each('latency', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ms }) });
  }

  /** Calls counted since the last time, by tool; tools that nobody called are left out. */
  async calls(): Promise<Readonly<Record<string, number>>> {
    const told = await this.#each('calls');
    await this.#each('calls', { method: 'DELETE' });
    return Object.fromEntries(told.map(([name, answer]) => [name, (answer as { readonly total: number }).total] as const).filter(([, total]) => total > 0));
  }

  /** From now on this tool has these faults and no others. */
  async fault(tool: ToolName, faults: readonly object[]): Promise<void> {
    await this.#send(`${this.urls[tool]}/__sandbox/faults`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) });
  }

  async #each(control: string, init: RequestInit = {}): Promise<readonly (readonly [string, unknown])[]> {
    return Promise.all(Object.entries(this.urls).map(async ([name, url]) => [name, await this.#send(`${url}/__sandbox/${control}`, init)] as const));
  }

  async #send(url: string, init: RequestInit): Promise<unknown> {
    const response = await fetch(url, init);
    if (!response.ok) throw new Error(`Steering the stand-ins: ${url} answered ${response.status}: ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }
}

export function sum(calls: Readonly<Record<string, number>>): number {
  return Object.values(calls).reduce((total, n) => total + n, 0);
}
