import { setTimeout as pause } from 'node:timers/promises';
import { accepted, judged, type Verdict } from '../judging.ts';
import { atTool, rowsOf, signIns } from '../tools.ts';
import type { Who, World } from '../world.ts';

/** How one gate is made red and green again by people in the tool that keeps its fact, or in Muster where Muster keeps it. */
export interface GateRow {
  readonly gate: string;
  /** Left out: production. */
  readonly environment?: string;
  /** What must stand in the reason, so that it is red for this and for nothing else. */
  readonly because: string;
  /** What must stand in the remedy: the record or the person to turn to. */
  readonly remedy: string;
  breaks(world: World): Promise<unknown>;
  mends(world: World): Promise<unknown>;
}

export type ToldVerdict = Verdict & { readonly remedy: string | null };

export const release = 'ledger-1.9.2';
export const change = 'CHG0030001';

export async function verdictOf(world: World, gate: string, environment = 'production'): Promise<ToldVerdict> {
  const { verdicts } = await judged(world, release, environment);
  const verdict = verdicts.find((one) => one.gate.name === gate);
  if (verdict === undefined) throw new Error(`The policy of ${environment} does not judge by ${gate}.`);
  return verdict as ToldVerdict;
}

/** Judges until it fits, for ten seconds at most; the last verdict is for the test to judge. */
export async function verdictWhen(world: World, { gate, environment }: GateRow, fits: (verdict: ToldVerdict) => boolean): Promise<ToldVerdict> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const verdict = await verdictOf(world, gate, environment);
    if (fits(verdict) || Date.now() > deadline) return verdict;
    await pause(100);
  }
}

/** Writes one row of a ServiceNow table, as its administrator. */
export async function patchRow(world: World, table: string, query: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const found = await rowsOf<{ readonly sys_id: string }>(world, table, query, 'sys_id');
  if (found[0] === undefined) throw new Error(`ServiceNow has no ${table} with ${query}.`);
  await atTool(world, 'servicenow', `PATCH /api/now/table/${table}/${found[0].sys_id}`, signIns.servicenowAdmin, fields);
}

export async function idOf(world: World, table: string, query: string): Promise<string> {
  return (await rowsOf<{ readonly sys_id: string }>(world, table, query, 'sys_id'))[0]?.sys_id ?? '';
}

/** A mutation of Muster with one input, which must have no user errors. */
export async function mutate<T extends object>(world: World, name: string, input: object, { fields = '', who = 'releaseManager' }: { readonly fields?: string; readonly who?: Who } = {}): Promise<T> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return accepted(await world.ask<Record<string, T & { readonly userErrors: readonly unknown[] }>>(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code path message } } }`, { input }, who));
}
