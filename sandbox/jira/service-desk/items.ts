import type { Response, Router } from 'express';
import { fieldsOf, refuseField, refusePayload } from '../answers.ts';
import { callerOf } from '../door.ts';
import type { Jira } from '../heart.ts';
import type { NamedObject } from '../state.ts';
import { itemsField } from './tables.ts';
import type { DeskChange } from './tables.ts';
import { changeView } from './views.ts';

/**
 * Sets the objects that a change names, as Jira documents it: in `fields`, or as `set` in `update`. They are kept as they were sent, those
 * of another workspace among them. No other field of a change is written here.
 */
export function itemsRoute(router: Router, jira: Jira): void {
  router.put(`${jira.ways.root}/issue/:issue`, (req, res, next) => {
    const change = jira.change(req.params.issue, callerOf(res));
    if (change === undefined) next();
    else write(jira, change, req.body, res);
  });
}

function write(jira: Jira, change: DeskChange, body: unknown, res: Response): void {
  const { fields, update } = (fieldsOf(body, ['fields', 'update']) ?? {}) as { fields?: Record<string, unknown>; update?: Record<string, readonly { set?: unknown }[]> };
  const names = [...Object.keys(fields ?? {}), ...Object.keys(update ?? {})];
  const [name = ''] = names;
  const items = objectsIn(jira, fields?.[itemsField] ?? update?.[itemsField]?.[0]?.set ?? null);
  if (names.length !== 1) refusePayload(res);
  else if (name !== itemsField || change.told.type === 'standard') refuseField(res, name, `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`);
  else if (items === undefined) refuseField(res, name, 'data was not an array of objects of Assets');
  else {
    jira.data.changeItems = { ...jira.data.changeItems, [change.id]: items };
    jira.changed();
    jira.herald.changeUpdated(callerOf(res) ?? '', itemsField, (told) => changeView(change, ['*all'], jira, told));
    res.status(204).end();
  }
}

/** undefined for what names no objects. */
function objectsIn({ ways }: Jira, value: unknown): readonly NamedObject[] | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value)) return undefined;
  const objects = value.map((one: unknown) => ways.objectOf(one));
  return objects.includes(undefined) ? undefined : objects.filter((one) => one !== undefined);
}
