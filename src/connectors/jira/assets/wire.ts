import { z } from 'zod';
import { tellsOneStory } from '../../http/index.ts';

/** Data Center's ids are numbers, Cloud's texts of digits. */
const id = z.union([z.string().regex(/^\d+$/), z.int().min(0).transform(String)]);

const valueSchema = z.object({
  value: z.unknown().optional(),
  displayValue: z.unknown().optional(),
  status: z.object({ name: z.string() }).nullish(),
  referencedObject: z.object({ id }).nullish(),
});

/** An object: its attributes have only ids, their names stand beside the objects (apis/README.md §8). */
export const objectSchema = z.object({
  id,
  label: z.string(),
  objectKey: z.string(),
  objectType: z.object({ name: z.string() }),
  attributes: z.array(z.object({ objectTypeAttributeId: id, objectAttributeValues: z.array(valueSchema) })),
});
export type AssetsObject = z.infer<typeof objectSchema>;

const attributeSchema = z.object({ id, name: z.string() });

/** POST /object/aql: pages until isLast; `total` is capped and says nothing. */
export const aqlPageSchema = z.object({
  startAt: z.int().min(0),
  isLast: z.boolean(),
  values: z.array(objectSchema).refine((objects) => tellsOneStory(objects, ({ id }) => id)),
  objectTypeAttributes: z.array(attributeSchema),
});

/** GET /rest/assets/1.0/aql/objects of Data Center: pages by number; `pageSize` there counts pages, and means nothing here. An attribute that nobody names could be any, so that the answer is none. */
export const dataCenterPageSchema = z.object({
  objectEntries: z.array(objectSchema).refine((objects) => tellsOneStory(objects, (object) => object.id)),
  objectTypeAttributes: z.array(attributeSchema).default([]),
  totalFilterCount: z.int().min(0),
  pageNumber: z.int().min(1),
  pageObjectSize: z.int().min(0),
}).refine(({ objectEntries, objectTypeAttributes }) => {
  const named = new Set(objectTypeAttributes.map((attribute) => attribute.id));
  return objectEntries.every(({ attributes }) => attributes.every(({ objectTypeAttributeId }) => named.has(objectTypeAttributeId)));
}, 'an attribute that objectTypeAttributes does not name');
export type DataCenterPage = z.infer<typeof dataCenterPageSchema>;
