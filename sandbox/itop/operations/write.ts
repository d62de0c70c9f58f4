import { permit } from '../door.ts';
import { lifecycles, neededFor } from '../lifecycle.ts';
import { classes } from '../model/classes.ts';
import { isAttribute, isKindOf } from '../model/class-tree.ts';
import { codes, thrown, told } from '../refusal.ts';
import { nextRef, type Store, type Thing } from '../store.ts';
import { momentOf } from '../moment.ts';
import { asText } from '../text.ts';
import { nameOnly, objectsOf, shownFields } from '../view.ts';
import { linkItems, setFields } from './fields.ts';
import { classParam, findByKey, findOne, mandatory, type Operation, type Params } from './operation.ts';

const refLetters: Readonly<Record<string, string>> = { Change: 'C', Incident: 'I', Problem: 'P' };

/** core/create. Never idempotent: the same twice makes two. */
export const create: Operation = (store, params, caller) => {
  const className = classParam(params);
  const fields = fieldsOf(params);
  const shown = shownFields(className, params['output_fields']);
  permit(caller, 'creating', className);
  if (classes[className]?.isAbstract === true) throw thrown(`Cannot instantiate abstract class ${className}`);
  if (isKindOf(className, 'Ticket')) requireFilled(className, fields);
  const values = setFields(store, className, fields);
  const thing = store.add(className, { ...born(store, className), ...values });
  linkItems(store, thing, fields['functionalcis_list']);
  store.changed();
  return { code: codes.ok, message: null, objects: objectsOf(store, [thing], shown, 'created') };
};

/** core/update: any stored attribute; the state is no attribute to be set, it moves by stimuli only. */
export const update: Operation = (store, params, caller) => {
  const className = classParam(params);
  const fields = fieldsOf(params);
  const shown = shownFields(className, params['output_fields']);
  permit(caller, 'modifying', className);
  const thing = findOne(store, className, mandatory(params, 'key'));
  Object.assign(thing.fields, setFields(store, thing.className, fields, thing));
  touch(store, thing);
  return { code: codes.ok, message: null, objects: objectsOf(store, [thing], shown, 'updated') };
};

/** core/apply_stimulus: the documented refusals, in the documented words. */
export const applyStimulus: Operation = (store, params, caller) => {
  const className = classParam(params);
  const key = mandatory(params, 'key');
  const fields = fieldsOf(params);
  const shown = shownFields(className, params['output_fields']);
  const stimulus = asText(mandatory(params, 'stimulus'));
  permit(caller, 'modifying', className);
  const thing = findOne(store, className, key);
  const values = setFields(store, thing.className, fields, thing);
  const state = thing.fields['status'] ?? '';
  const target = lifecycles[thing.className]?.[state]?.[stimulus];
  if (target === undefined) throw told(codes.internal, `Invalid stimulus: '${stimulus}' on the object ${store.nameOf(thing)} in state '${state}'`);
  const after: Thing = { ...thing, fields: { ...thing.fields, ...values } };
  const missing = neededFor(target, (attribute) => isAttribute(thing.className, attribute) && ['', '0'].includes(store.valueOf(after, attribute)));
  if (missing.length > 0) throw told(codes.internal, `Missing mandatory attribute(s) for applying the stimulus: ${missing.join(', ')}.`);
  Object.assign(thing.fields, values, { status: target }, target === 'closed' ? { close_date: momentOf(store.now()), operational_status: 'closed' } : {});
  touch(store, thing);
  return { code: codes.ok, message: null, objects: objectsOf(store, [thing], shown, 'updated') };
};

/** core/delete: the objects, and the links that lead to them. */
export const remove: Operation = (store, params, caller) => {
  const className = classParam(params);
  const { things } = findByKey(store, className, mandatory(params, 'key'));
  permit(caller, 'modifying', className);
  const answer = { code: codes.ok, message: `Deleted: ${things.length}`, objects: objectsOf(store, things, nameOnly) };
  const gone = new Set(things);
  const isLeftOver = (link: Thing): boolean => things.some(({ id, className: its }) => link.fields[isKindOf(its, 'Ticket') ? 'ticket_id' : 'functionalci_id'] === String(id));
  const kept = store.data.things.filter((thing) => !gone.has(thing) && !(thing.className.startsWith('lnk') && isLeftOver(thing)));
  store.data.things.splice(0, Infinity, ...kept);
  store.changed();
  return answer;
};

function fieldsOf(params: Params): Readonly<Record<string, unknown>> {
  return mandatory(params, 'fields') as Readonly<Record<string, unknown>>;
}

function requireFilled(className: string, fields: Readonly<Record<string, unknown>>): void {
  const empty = ['org_id', 'title', 'description'].filter((name) => fields[name] === undefined || fields[name] === '');
  if (empty.length > 0) throw thrown(`The object ${className} cannot be saved: ${empty.map((name) => `Null not allowed for ${name}`).join(', ')}`);
}

/** What a new ticket is given by the tool itself. */
function born(store: Store, className: string): Record<string, string> {
  if (!isKindOf(className, 'Ticket')) return {};
  const letter = Object.entries(refLetters).find(([root]) => isKindOf(className, root))?.[1] ?? 'R';
  const moment = momentOf(store.now());
  return {
    ref: nextRef(store.data, letter), status: 'new', operational_status: 'ongoing', last_update: moment,
    ...(letter === 'C' ? { creation_date: moment, outage: 'no' } : { start_date: moment, priority: '4' }),
  };
}

function touch(store: Store, thing: Thing): void {
  if (isKindOf(thing.className, 'Ticket')) thing.fields['last_update'] = momentOf(store.now());
  store.changed();
}
