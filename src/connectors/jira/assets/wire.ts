import { z } from 'zod';
import { tellsOneStory } from '../../http/index.ts';

const valueSchema = z.object({
  value: z.unknown().optional(),
  displayValue: z.unknown().optional(),
  status: z.object({ name: z.string() }).nullish(),
  referencedObject: z.object({ id: z.string().regex(/^\d+$/) }).nullish(),
});

/** An object: its attributes have only ids, their names stand beside the objects (apis/README.md §8). */
export const objectSchema = z.object({
  id: z.string().regex(/^\d+$/),
  label: z.string(),
  objectKey: z.string(),
  objectType: z.object({ name: z.string() }),
  attributes: z.array(z.object({ objectTypeAttributeId: z.string(), objectAttributeValues: z.array(valueSchema) })),
});
export type AssetsObject = z.infer<typeof objectSchema>;

/** POST /object/aql: pages until isLast; `total` is capped and says nothing. */
export const aqlPageSchema = z.object({
  startAt: z.int().min(0),
  isLast: z.boolean(),
  values: z.array(objectSchema).refine((objects) => tellsOneStory(objects, ({ id }) => id)),
  objectTypeAttributes: z.array(z.object({ id: z.string(), name: z.string() })),
});
