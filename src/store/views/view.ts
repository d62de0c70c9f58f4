/** Types of PostgreSQL that a column of a view may have. */
export type SqlType = 'text' | 'integer' | 'bigint' | 'numeric' | 'boolean' | 'timestamptz' | 'date' | 'text[]';

/** One column of a view: what it says in words, and where it comes from in SQL. */
export interface ViewColumn {
  /** snake_case; once it was released it keeps its name, its type and its place (docs/decisions/0033). */
  readonly name: string;
  readonly type: SqlType;
  readonly says: string;
  /** An expression over the view's `from`. */
  readonly sql: string;
  /** Whether it is part of what tells rows apart. */
  readonly isKey: boolean;
  /** Columns of other views that hold the same value, each as `mirror.change.id`. */
  readonly refersTo: readonly string[];
}

/** What analysts read in place of our tables: everything that is said of it anywhere is derived from here. */
export interface View {
  readonly schema: 'report' | 'mirror';
  readonly name: string;
  /** What a row is, in a sentence. */
  readonly says: string;
  /** What follows the word `from`. */
  readonly from: string;
  /** A condition for the rows that are shown; left out: all. */
  readonly where?: string;
  readonly columns: readonly ViewColumn[];
}

type More = Partial<Pick<ViewColumn, 'isKey' | 'refersTo'>>;

/** Part of what tells rows apart. */
export const key = { isKey: true } as const;

/** Holds the value of one of these columns of other views: `mirror.change.id`. */
export const refersTo = (...columns: readonly string[]): Pick<ViewColumn, 'refersTo'> => ({ refersTo: columns });

/** A column of this type: `column('text')('name', 'Its name.', 'r.name')`. */
export function column(type: SqlType): (name: string, says: string, sql: string, more?: More) => ViewColumn {
  return (name, says, sql, more = {}) => ({ name, type, says, sql, isKey: false, refersTo: [], ...more });
}

export const text = column('text');
export const integer = column('integer');
export const truth = column('boolean');
export const moment = column('timestamptz');
export const texts = column('text[]');

export function fullName({ schema, name }: Pick<View, 'schema' | 'name'>): string {
  return `${schema}.${name}`;
}

/** A list of texts within JSON as an array; null where there is no list. */
export function textsOf(json: string): string {
  return `case when jsonb_typeof(${json}) = 'array' then array(select jsonb_array_elements_text(${json})) end`;
}

/** The parts of a list within JSON, numbered from 1, to be joined: nothing where there is no list. */
export function partsOf(json: string): string {
  return `cross join lateral jsonb_array_elements(case when jsonb_typeof(${json}) = 'array' then ${json} else '[]' end) with ordinality as part (content, place)`;
}

/** A person or a pipeline that stands in JSON: its name, and the e-mail of the human being behind it. */
export function actor(name: string, who: string, json: string): readonly ViewColumn[] {
  return [
    text(`${name}_name`, `Who ${who}: a person, or the name of a pipeline.`, `${json} ->> 'name'`),
    text(`${name}_email`, `E-mail of the person who ${who}, or on whose behalf a pipeline did; null: not known.`, `coalesce(${json} ->> 'email', ${json} -> 'onBehalfOf' ->> 'email')`),
  ];
}
