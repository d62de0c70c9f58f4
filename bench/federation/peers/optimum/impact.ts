import type { ServiceAnswer } from '../tools/answers.ts';
import type { Catalogue } from '../tools/catalogue.ts';
import { isIn, relationColumns, rowsOf, serviceAbove, stored, type Row } from '../tools/servicenow.ts';
import type { Tool } from '../tools/tool.ts';

const deepest = 6;

export interface Impact {
  readonly services: ReadonlyMap<string, ServiceAnswer>;
  of(item: string): readonly ServiceAnswer[];
}

/**
 * The first step of the walk upward, before any item is known: what stands above the applications that every service
 * declares. Whoever knows the company knows that walks lead through these, and saves a trip.
 */
export function startImpact(tool: Tool, { services }: Catalogue): Promise<readonly Row[]> {
  return rowsOf(tool, 'cmdb_rel_ci', isIn('child.name', services.flatMap(({ targets }) => targets)), relationColumns);
}

/** The services above the items, a level of the whole walk per call; what a row is known to stand above is not asked again. */
export async function impactOf(tool: Tool, started: Promise<readonly Row[]>, items: Iterable<string>): Promise<Impact> {
  const start = [...items];
  const rows = [...await started];
  const asked = new Set(rows.map((row) => stored(row, 'child')));
  const services = new Map<string, ServiceAnswer>();
  for (;;) {
    const reached = reachedFrom(start, above(rows));
    const frontier = [...reached].filter((id) => !asked.has(id) && !isTop(id, rows));
    if (frontier.length === 0) break;
    for (const id of frontier) asked.add(id);
    rows.push(...await rowsOf(tool, 'cmdb_rel_ci', isIn('child', frontier), relationColumns));
  }
  for (const row of rows) {
    const service = serviceAbove(row);
    if (service !== null) services.set(stored(row, 'parent'), service);
  }
  const edges = above(rows);
  return { services, of: (item) => [...reachedFrom([item], edges)].flatMap((id) => (id === item ? [] : services.get(id) ?? [])) };
}

/** Nothing of this company stands above a service. */
function isTop(id: string, rows: readonly Row[]): boolean {
  return rows.some((row) => stored(row, 'parent') === id && serviceAbove(row) !== null);
}

function above(rows: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const edges = new Map<string, string[]>();
  for (const row of rows) edges.set(stored(row, 'child'), [...edges.get(stored(row, 'child')) ?? [], stored(row, 'parent')]);
  return edges;
}

function reachedFrom(start: readonly string[], edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(start);
  let level = start;
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    level = level.flatMap((id) => edges.get(id) ?? []).filter((id) => !reached.has(id));
    for (const id of level) reached.add(id);
  }
  return reached;
}
