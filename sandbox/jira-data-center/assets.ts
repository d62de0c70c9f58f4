import type { Request, Response, Router } from 'express';
import type { Story } from '../bank/story.ts';
import { baseOf, param } from '../jira/answers.ts';
import { AqlError, aqlTest } from '../jira/assets/aql.ts';
import { attributeIds, objectsNow, tellAssets } from '../jira/assets/tables.ts';
import type { AssetsObject, AttributeName } from '../jira/assets/tables.ts';
import type { JiraData } from '../jira/state.ts';
import { callerOf } from './door.ts';

/** Whoever asks for more gets pages of this size; the answer says so. */
const mostResults = 25;

/** Assets beside Jira: asked in the address, paged by number from 1, ids as numbers (apis/README.md §8). */
export function assetsRoutes(router: Router, story: Story, data: JiraData): void {
  const told = tellAssets(story);
  router.get('/rest/assets/1.0/aql/objects', (req, res) => {
    if (callerOf(res) === null) res.status(401).json({ errorMessages: ['You are not authenticated.'], errors: {} });
    else search(objectsNow(told, data), req, res);
  });
}

function search(objects: readonly AssetsObject[], req: Request, res: Response): void {
  const qlQuery = param(req, 'qlQuery') ?? '';
  try {
    const found = objects.filter(aqlTest(qlQuery)).toSorted((a, b) => a.name.localeCompare(b.name));
    const pageNumber = Math.max(1, Number(param(req, 'page') ?? 1));
    const pageObjectSize = Math.min(mostResults, Number(param(req, 'resultPerPage') ?? 25));
    const from = (pageNumber - 1) * pageObjectSize;
    const page = found.slice(from, from + pageObjectSize);
    const hasAttributes = param(req, 'includeAttributes') !== 'false';
    res.json({
      objectEntries: page.map((object) => objectView(object, objects, hasAttributes, baseOf(req))),
      // Names of attributes come to whoever wants them, and only then.
      ...(param(req, 'includeTypeAttributes') === 'true' ? { objectTypeAttributes: Object.entries(attributeIds).map(([name, id]) => ({ id: Number(id), name, label: name === 'Name', type: 0 })) } : {}),
      objectTypeId: 0, objectTypeIsInherited: false, abstractObjectType: false, totalFilterCount: found.length, startIndex: from + 1, toIndex: from + page.length, pageObjectSize, pageNumber,
      orderWay: 'ascending', qlQuery, qlQuerySearchResult: true, conversionPossible: false, pageSize: Math.ceil(found.length / pageObjectSize),
    });
  } catch (error) {
    if (!(error instanceof AqlError)) throw error;
    res.status(400).json({ errorMessages: [error.message], errors: {} });
  }
}

function objectView(object: AssetsObject, objects: readonly AssetsObject[], hasAttributes: boolean, base: string): Record<string, unknown> {
  const attribute = (name: AttributeName, values: readonly object[]): object => ({ id: object.id * 100 + Number(attributeIds[name]), objectTypeAttributeId: Number(attributeIds[name]), objectAttributeValues: values, objectId: object.id });
  const plain = (name: AttributeName, text: string | null): object[] => (text === null ? [] : [attribute(name, [{ value: text, searchValue: text, displayValue: text, referencedType: false }])]);
  return {
    id: object.id, label: object.name, name: object.name, objectKey: object.key, objectType: typeView(object), created: '2025-01-01T00:00:00.000Z', updated: '2025-01-01T00:00:00.000Z', hasAvatar: false, timestamp: 1_735_689_600_000,
    ...(hasAttributes ? { attributes: [
      ...plain('Key', object.key), ...plain('Name', object.name), ...plain('Version', object.version), ...plain('Environment', object.environment),
      attribute('Status', [{ status: { id: 1, name: object.status, category: 1 }, displayValue: object.status, searchValue: '1', referencedType: false }]),
      ...Object.entries(object.references).map(([name, ids]) => attribute(name as AttributeName, ids.map((id) => referenceView(id, objects)))),
    ] } : {}),
    _links: { self: `${base}/secure/ShowObject.jspa?id=${object.id}` },
  };
}

function referenceView(id: number, objects: readonly AssetsObject[]): object {
  const target = objects.find((one) => one.id === id);
  return {
    displayValue: target?.name ?? '', searchValue: target?.key ?? '', referencedType: true,
    ...(target === undefined ? {} : { referencedObject: { id: target.id, label: target.name, objectKey: target.key, objectType: typeView(target) } }),
  };
}

function typeView({ typeName }: AssetsObject): object {
  return { id: typeName.length, name: typeName, type: 0, objectSchemaId: 1 };
}
