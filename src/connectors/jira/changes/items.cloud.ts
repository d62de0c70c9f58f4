import { workspaceIdOf } from '../assets/workspace.ts';
import type { ItemNaming, ItemPlace, NamedObjects } from './items.naming.ts';
import { assetsFieldSchema } from './wire.ts';

/** Cloud names objects by their ids, each with its workspace. */
export const cloudItems: ItemNaming = {
  system: 'JIRA_ASSETS',
  misplaced: (url) => (workspaceIdOf(url) === null ? 'names no workspace in its url: write it as https://api.atlassian.com/jsm/assets/workspace/<id>/v1' : null),
  read: (_http, fields, place) => Promise.resolve(new Map([...fields].map(([change, value]) => [change, objectsOf(value, place)]))),
};

/** An object of another workspace may have the id of one of ours, and is none of ours. */
function objectsOf(value: unknown, { field, connection, url }: ItemPlace): NamedObjects {
  const read = assetsFieldSchema.safeParse(value);
  if (!read.success) return { because: `told ${field} of a change otherwise than as objects of Assets; see that changes.items.field names a field of type "Assets objects"` };
  if (read.data.some((object) => object.workspaceId.toLowerCase() !== workspaceIdOf(url))) return { because: `told objects of another workspace in ${field} of a change; ${connection} does not keep those` };
  return { ids: read.data.map(({ objectId }) => objectId) };
}
