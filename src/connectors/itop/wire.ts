import { z } from 'zod';

const id = z.string().regex(/^[1-9]\d{0,17}$/);

/** iTop writes everything as text, numbers and keys too (apis/README.md §15); only flags, logs and lists are not. */
const cell = z.union([z.string(), z.boolean(), z.null(), z.array(z.unknown()), z.record(z.string(), z.unknown())]);

const shownObject = z.object({ code: z.literal(0), message: z.string().nullish(), class: z.string().regex(/^[A-Za-z]\w*$/), key: id, fields: z.record(z.string(), cell) })
  .refine(({ key, fields }) => fields['id'] === undefined || fields['id'] === key, { message: 'two ids', path: ['fields', 'id'] });

/** One object: its class is its own, not the asked one. */
export interface Thing {
  readonly className: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, z.infer<typeof cell>>>;
}

/** A map by "Class::id", null when there is none. */
const objects = z.record(z.string(), shownObject).nullable().transform((map, context): readonly Thing[] => {
  const things = Object.entries(map ?? {});
  if (things.some(([key, one]) => key !== `${one.class}::${one.key}`)) {
    context.addIssue({ code: 'custom', message: 'an object under another\'s name' });
    return z.NEVER;
  }
  return things.map(([, one]) => ({ className: one.class, id: one.key, fields: one.fields }));
});

/** `message` holds the total, whatever part of it is shown. */
const found = z.string().regex(/^Found: \d{1,9}$/).transform((text) => Number(text.slice('Found: '.length)));

export const getAnswer = z.object({ code: z.literal(0), message: found, objects }).transform(({ message, objects: things }) => ({ total: message, things }));

/** Of a write: the one object it was about. */
export const writeAnswer = z.object({ code: z.literal(0), objects }).transform(({ objects: things }) => things).refine((things) => things.length === 1, { message: 'not one object' }).transform(([thing]) => thing as Thing);

const arrows = z.record(z.string(), z.array(z.object({ key: z.string() })));

/** PHP writes an empty map as a list. Every arrow says: this impacts that. */
export const relatedAnswer = z.object({ code: z.literal(0), message: z.string(), objects, relations: z.union([arrows, z.array(z.never()).transform((): z.infer<typeof arrows> => ({}))]) });

export const linkList = z.array(z.looseObject({ functionalci_id: z.string(), impact_code: z.string() }));

/** Text of an attribute; null when it is empty or no text. */
export function textOf({ fields }: Thing, attribute: string): string | null {
  const value = fields[attribute];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Id that a key attribute leads to; null for "0", which leads nowhere. */
export function keyOf(thing: Thing, attribute: string): string | null {
  const value = textOf(thing, attribute);
  return value !== null && id.safeParse(value).success ? value : null;
}
