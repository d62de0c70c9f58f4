import { isKindOf, isStored, listOf, rootOf, throughOf } from './model/class-tree.ts';
import { keyTargets } from './model/classes.ts';

/** One object: everything it stores is text, as iTop's answers show it. */
export interface Thing {
  readonly className: string;
  readonly id: number;
  readonly fields: Record<string, string>;
}

export interface ITopData {
  readonly things: Thing[];
  /** By root class. */
  readonly lastId: Record<string, number>;
  /** Last number of a ticket's reference, by letter. */
  readonly lastRef: Record<string, number>;
  /** Ids of FunctionalCIs: the first impacts the second. */
  readonly impacts: (readonly [number, number])[];
}

/** The stand-in's objects. */
export class Store {
  readonly data: ITopData;
  readonly changed: () => void;
  readonly now: () => Date;

  constructor(data: ITopData, changed: () => void, now: () => Date) {
    this.data = data;
    this.changed = changed;
    this.now = now;
  }

  /** Objects of a class and of those that extend it. Nobody promises an order: here the oldest come last. */
  ofClass(className: string): Thing[] {
    return this.data.things.filter((thing) => isKindOf(thing.className, className)).toReversed();
  }

  byId(className: string, id: number): Thing | undefined {
    return this.data.things.find((thing) => thing.id === id && isKindOf(thing.className, className));
  }

  add(className: string, fields: Readonly<Record<string, string>>): Thing {
    return addThing(this.data, className, fields);
  }

  /** The value of an attribute as text; '' when it is empty. */
  valueOf(thing: Thing, attribute: string): string {
    if (attribute === 'id') return String(thing.id);
    if (attribute === 'finalclass') return thing.className;
    if (attribute === 'friendlyname') return this.nameOf(thing);
    const through = throughOf(thing.className, attribute);
    if (through !== undefined) {
      const target = this.byId(keyTargets[through[0]] ?? '', Number(thing.fields[through[0]] ?? 0));
      return target === undefined ? '' : this.valueOf(target, through[1]);
    }
    if (!isStored(thing.className, attribute)) return '';
    // A key that leads nowhere reads "0".
    return thing.fields[attribute] ?? (Object.hasOwn(keyTargets, attribute) ? '0' : '');
  }

  /** The link objects of a list attribute; undefined for an attribute that is none. */
  listOf(thing: Thing, attribute: string): readonly Thing[] | undefined {
    const list = listOf(thing.className, attribute);
    return list === undefined ? undefined : this.data.things.filter((link) => link.className === list[0] && link.fields[list[1]] === String(thing.id));
  }

  nameOf(thing: Thing): string {
    const { fields, className } = thing;
    if (className === 'Person') return `${fields['first_name'] ?? ''} ${fields['name'] ?? ''}`.trim();
    return fields['ref'] ?? fields['name'] ?? `${this.valueOf(thing, 'functionalci_name')} ${this.valueOf(thing, 'ticket_ref')}`.trim();
  }
}

export function addThing(data: ITopData, className: string, fields: Readonly<Record<string, string>>): Thing {
  const root = rootOf(className);
  const id = (data.lastId[root] ?? 0) + 1;
  data.lastId[root] = id;
  const thing: Thing = { className, id, fields: { ...fields } };
  data.things.push(thing);
  return thing;
}

/** The next reference of a ticket, e.g. C-000001; numbers never come back. */
export function nextRef(data: ITopData, letter: string): string {
  const number = (data.lastRef[letter] ?? 0) + 1;
  data.lastRef[letter] = number;
  return `${letter}-${String(number).padStart(6, '0')}`;
}
