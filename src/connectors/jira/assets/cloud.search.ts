import type { AssetsSearch } from './workspace.ts';
import { aqlPageSchema } from './wire.ts';
import type { AssetsObject } from './wire.ts';

const pageSize = 200;
const mostPages = 100;

/**
 * Goes on by the objects that came until isLast, since servers lower maxResults silently and cap `total`. A page of another
 * offset, an empty one before the last or an object that comes again makes the answer incomplete.
 */
export const searchCloud: AssetsSearch = async (http, query, limit, ask, doing) => {
  const objects = new Map<string, AssetsObject>();
  const attributeNames = new Map<string, string>();
  let startAt = 0;
  let isWhole = false;
  for (let page = 0; page < mostPages; page += 1) {
    const { body } = await http.send({
      method: 'POST', isRead: true, path: '/object/aql', query: { startAt, maxResults: Math.min(pageSize, limit), includeAttributes: true }, json: { qlQuery: `${query.text} ORDER BY Name` }, schema: aqlPageSchema, ask, doing,
    });
    for (const object of body.values) objects.set(object.id, object);
    for (const { id, name } of body.objectTypeAttributes) attributeNames.set(id, name.toLowerCase());
    const isInOrder = body.startAt === startAt;
    startAt += body.values.length;
    isWhole = isInOrder && body.isLast && objects.size === startAt;
    if (!isInOrder || body.isLast || body.values.length === 0 || objects.size >= limit) break;
  }
  return { objects: [...objects.values()].slice(0, limit), attributeNames, isComplete: isWhole && objects.size <= limit };
};
