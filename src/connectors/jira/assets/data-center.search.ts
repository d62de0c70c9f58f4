import type { AssetsSearch } from './workspace.ts';
import { dataCenterPageSchema } from './wire.ts';
import type { AssetsObject, DataCenterPage } from './wire.ts';

const pageSize = 200;
const mostPages = 100;

/**
 * Pages by number until as many objects came as the first page counted. Numbers mean what the size of a page makes them mean, so a page
 * of another number, size or count, an empty one or an object that comes again makes the answer incomplete.
 */
export const searchDataCenter: AssetsSearch = async (http, query, limit, ask, doing) => {
  const objects = new Map<string, AssetsObject>();
  const attributeNames = new Map<string, string>();
  let first: DataCenterPage | null = null;
  let came = 0;
  let isInOrder = true;
  for (let page = 1; page <= mostPages; page += 1) {
    const { body } = await http.send({
      method: 'GET', path: '/rest/assets/1.0/aql/objects', schema: dataCenterPageSchema, ask, doing,
      query: { qlQuery: `${query.text} ORDER BY Name`, page, resultPerPage: Math.min(pageSize, limit), includeAttributes: true, includeTypeAttributes: true },
    });
    first ??= body;
    isInOrder &&= body.pageNumber === page && body.pageObjectSize === first.pageObjectSize && body.totalFilterCount === first.totalFilterCount;
    for (const object of body.objectEntries) objects.set(object.id, object);
    for (const { id, name } of body.objectTypeAttributes) attributeNames.set(id, name.toLowerCase());
    came += body.objectEntries.length;
    if (!isInOrder || body.objectEntries.length === 0 || came >= Math.min(limit, first.totalFilterCount)) break;
  }
  return { objects: [...objects.values()].slice(0, limit), attributeNames, isComplete: isInOrder && objects.size === came && came === first?.totalFilterCount && came <= limit };
};
