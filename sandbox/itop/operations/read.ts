import { permit } from '../door.ts';
import { codes, told } from '../refusal.ts';
import type { Thing } from '../store.ts';
import { asText } from '../text.ts';
import { keyOf, nameOnly, objectsOf, shownFields } from '../view.ts';
import { classParam, findByKey, mandatory, type Operation } from './operation.ts';

/** core/get: `message` tells the total, also where limit and page show a part of it; pages have no promised order. */
export const get: Operation = (store, params, caller) => {
  const className = classParam(params);
  const shown = shownFields(className, params['output_fields']);
  const found = findByKey(store, className, mandatory(params, 'key'));
  permit(caller, 'reading', found.className);
  const limit = Number(params['limit'] ?? 0);
  const offset = limit * Math.max(0, Number(params['page'] ?? 0) - 1);
  const page = limit > 0 ? found.things.slice(offset, offset + limit) : found.things;
  return { code: codes.ok, message: `Found: ${found.things.length}`, objects: objectsOf(store, page, shown) };
};

const deepest = 20;

/** core/get_related: the asked objects and all they reach along "impacts"; "depends on" without a direction turns the arrows round. */
export const getRelated: Operation = (store, params, caller) => {
  const className = classParam(params);
  const relation = asText(mandatory(params, 'relation'));
  const isLegacy = params['direction'] === undefined && relation === 'depends on';
  const direction = isLegacy ? 'up' : (params['direction'] ?? 'down');
  if (direction !== 'up' && direction !== 'down') throw told(codes.internal, `Invalid value: '${asText(direction)}' for the parameter 'direction'. Valid values are 'up' and 'down'`);
  if (relation !== 'impacts' && !isLegacy) return { code: codes.ok, message: 'Nothing found', objects: null, relations: {} };
  const { things: scope } = findByKey(store, className, mandatory(params, 'key'));
  permit(caller, 'exporting', className);
  const depth = Number(params['depth'] ?? deepest);
  const walked = walk(store.data.impacts, scope.map(({ id }) => id), direction, depth);
  const reached = [...walked.ids].flatMap((id) => store.byId('FunctionalCI', id) ?? []);
  const nodes = new Map(reached.map((thing) => [thing.id, thing]));
  return {
    code: codes.ok,
    message: reached.length === 0 ? 'Nothing found' : `Scope: ${scope.length}; Related objects: ${counts(reached)}`,
    objects: objectsOf(store, reached, nameOnly),
    relations: arrows(walked.edges, nodes, isLegacy),
  };
};

type Edge = readonly [number, number];

function walk(impacts: readonly Edge[], scope: readonly number[], direction: 'up' | 'down', depth: number): { readonly ids: ReadonlySet<number>; readonly edges: readonly Edge[] } {
  const ids = new Set(scope);
  const edges = new Set<Edge>();
  let frontier = new Set(scope);
  for (let hop = 0; hop < depth && frontier.size > 0; hop += 1) {
    const next = new Set<number>();
    for (const edge of impacts) {
      const [from, to] = direction === 'down' ? edge : [edge[1], edge[0]];
      if (!frontier.has(from)) continue;
      edges.add(edge);
      if (!ids.has(to)) next.add(to);
      ids.add(to);
    }
    frontier = next;
  }
  return { ids, edges: [...edges] };
}

function arrows(edges: readonly Edge[], nodes: ReadonlyMap<number, Thing>, isTurned: boolean): object {
  const relations: Record<string, { key: string }[]> = {};
  for (const [from, to] of edges) {
    const [source, sink] = isTurned ? [nodes.get(to), nodes.get(from)] : [nodes.get(from), nodes.get(to)];
    if (source !== undefined && sink !== undefined) (relations[keyOf(source)] ??= []).push({ key: keyOf(sink) });
  }
  // PHP writes an empty map as a list.
  return Object.keys(relations).length === 0 ? [] : relations;
}

function counts(things: readonly Thing[]): string {
  const byClass = new Map<string, number>();
  for (const { className } of things) byClass.set(className, (byClass.get(className) ?? 0) + 1);
  return [...byClass].map(([name, count]) => `${name}= ${count}`).join(', ');
}
