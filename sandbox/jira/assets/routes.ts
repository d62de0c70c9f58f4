import type { Request, Response, Router } from 'express';
import { baseOf, fieldsOf, param } from '../answers.ts';
import { callerOf } from '../door.ts';
import { AqlError, aqlTest } from './aql.ts';
import { attributeIds, objectsNow, tellAssets, workspaceId } from './tables.ts';
import type { AssetsObject, AttributeName } from './tables.ts';
import type { Story } from '../../bank/story.ts';
import type { JiraData } from '../state.ts';

/** Whoever asks for more gets this many and no word about it; of more matches than can be counted, `total` says no more. */
const mostResults = 25;
const mostCounted = 40;

/** Assets as a CMDB, on the address that api.atlassian.com has for it (apis/README.md §8). */
export function assetsRoutes(router: Router, story: Story, data: JiraData): void {
  const told = tellAssets(story);
  router.get('/rest/servicedeskapi/assets/workspace', (_req, res) => {
    const values = callerOf(res) === null ? [] : [{ workspaceId }];
    res.json({ size: values.length, start: 0, limit: 50, isLastPage: true, _links: {}, values });
  });
  router.post(`/jsm/assets/workspace/${workspaceId}/v1/object/aql`, (req, res) => {
    const query: unknown = fieldsOf(req.body, ['qlQuery'])?.['qlQuery'];
    if (callerOf(res) === null) res.status(401).json({ code: 401, message: 'Unauthorized' });
    else if (typeof query !== 'string') res.status(400).json({ errorMessages: ['Invalid request body'], errors: {} });
    else search(objectsNow(told, data), query, req, res);
  });
}

function search(objects: readonly AssetsObject[], query: string, req: Request, res: Response): void {
  try {
    const test = aqlTest(query);
    const found = objects.filter(test).toSorted((a, b) => a.name.localeCompare(b.name));
    const startAt = Number(param(req, 'startAt') ?? 0);
    const maxResults = Math.min(mostResults, Number(param(req, 'maxResults') ?? 25));
    const values = found.slice(startAt, startAt + maxResults).map((object) => objectView(object, objects, baseOf(req)));
    const isLast = startAt + maxResults >= found.length;
    res.json({ startAt, maxResults, total: Math.min(found.length, mostCounted), isLast, values, objectTypeAttributes: attributeViews() });
  } catch (error) {
    if (!(error instanceof AqlError)) throw error;
    res.status(400).json({ errorMessages: [error.message], errors: {} });
  }
}

function objectView(object: AssetsObject, objects: readonly AssetsObject[], base: string): Record<string, unknown> {
  const plain = (name: AttributeName, text: string | null): object[] => (text === null ? [] : [{ objectTypeAttributeId: attributeIds[name], objectAttributeValues: [{ value: text, displayValue: text, searchValue: text, referencedType: false }] }]);
  return {
    workspaceId, globalId: `${workspaceId}:${object.id}`, id: String(object.id), label: object.name, objectKey: object.key, objectType: typeView(object),
    created: '2025-01-01T00:00:00.000Z', hasAvatar: false,
    attributes: [
      ...plain('Key', object.key), ...plain('Name', object.name), ...plain('Version', object.version), ...plain('Environment', object.environment),
      { objectTypeAttributeId: attributeIds.Status, objectAttributeValues: [{ status: { id: '1', name: object.status, category: 1 }, displayValue: object.status, searchValue: '1', referencedType: false }] },
      ...Object.entries(object.references).map(([name, ids]) => ({ objectTypeAttributeId: attributeIds[name as AttributeName], objectAttributeValues: ids.map((id) => referenceView(id, objects)) })),
    ],
    _links: { self: `${base}/jsm/assets/workspace/${workspaceId}/v1/object/${object.id}` },
  };
}

function referenceView(id: number, objects: readonly AssetsObject[]): object {
  const target = objects.find((one) => one.id === id);
  return {
    displayValue: target?.name ?? '', searchValue: target?.key ?? '', referencedType: true,
    ...(target === undefined ? {} : { referencedObject: { workspaceId, id: String(target.id), label: target.name, objectKey: target.key, objectType: typeView(target) } }),
  };
}

function typeView({ typeName }: AssetsObject): object {
  return { id: String(typeName.length), name: typeName, objectSchemaId: '1' };
}

function attributeViews(): readonly object[] {
  return Object.entries(attributeIds).map(([name, id]) => ({ id, name, label: name === 'Name', type: 0, objectType: { id: '1' } }));
}
