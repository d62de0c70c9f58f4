import type { BuildCommit } from '../../domain/ports/undated-builds.ts';
import type { RelationName } from '../../domain/record.ts';
import { isRecordKind, type RecordKind } from '../../domain/reference.ts';
import { seenCopy, seenName } from './seen.ts';
import { column, key, moment, partsOf, refersTo, text, truth, type View, type ViewColumn } from './view.ts';

/** A kind of record, or a relation of one, as it is kept in the mirror. */
interface Kept {
  /** Name of the view; the history's ends in `_history`. */
  readonly name: string;
  readonly kind: RecordKind | RelationName | BuildCommit;
  readonly says: string;
  readonly columns: readonly ViewColumn[];
  /** Those of later versions, which stand behind all others (docs/decisions/0033). */
  readonly later?: readonly ViewColumn[];
}

const when = {
  readAt: 'When it was last read to say this.',
  validFrom: 'When it was first read to say this.',
  isGone: 'Whether the tool no longer has it, or hides it from the hub: the row is then what it said last.',
  because: 'Why it is taken to be gone; null while it is there.',
};

/** The view of what the tool says, and the one of all that it said, each while it stood. */
export function recordViews({ name, kind, says, columns, later = [] }: Kept): readonly View[] {
  const identity = text('id', 'Its immutable id: connection, kind and the tool’s own id. The record’s node id in GraphQL.', 'c.identity', key);
  const label = [
    text('connection', 'Name of the connection it was read over.', 'c.connection'),
    text('reference', 'Connection, kind and the label people know; a label may move.', 'c.reference'),
    text('key', 'The label people know: CHG0030003, PAY-12, repository/path/name.', `c.content #>> '{source,key}'`),
    text('url', 'Where people look at it.', `c.content #>> '{source,url}'`),
  ];
  return pair({ name, kind, says, columns: [...label, ...columns], later }, [identity], '', seenOf(kind));
}

/** The same for what a record has beside its own fields; `of` is the view of the records that have it. */
export function aboutViews(kept: Kept, of: string): readonly View[] {
  return pair(withConnection(kept), [owner(of)], '', seenOf(kept.kind));
}

/** The same for a list that a record has, a row of each part: the whole content of the kind, or what `list` says. */
export function partViews(kept: Kept, of: string, list = 'c.content'): readonly View[] {
  return pair(withConnection(kept), [owner(of), column('bigint')('place', 'Its place in the list, from 1.', 'part.place', key)], partsOf(list), `${seenOf(kept.kind)} and ${seenName(`(part.content ->> 'id')`)}`);
}

function owner(of: string): ViewColumn {
  return text(`${of}_id`, `The ${of.replaceAll('_', ' ')} that has it.`, 'c.identity', { ...key, ...refersTo(`mirror.${of}.id`) });
}

function withConnection({ columns, ...kept }: Kept): Kept {
  return { ...kept, columns: [text('connection', 'Name of the connection it was read over.', 'c.connection'), ...columns] };
}

/** A relation is hidden with the record that has it, whose kind its identity names. */
function seenOf(kind: Kept['kind']): string {
  return isRecordKind(kind) ? seenCopy(kind) : seenName('c.identity');
}

function pair({ name, kind, says, columns, later = [] }: Kept, keys: readonly ViewColumn[], joined: string, where: string): readonly View[] {
  const fields = 'identity, connection, reference, content, fetched_at, valid_from, gone_because';
  const past = `(select ${fields}, null::timestamptz as valid_to from muster.copy where kind = '${kind}' union all select ${fields}, valid_to from muster.copy_version where kind = '${kind}')`;
  const gone = [truth('is_gone', when.isGone, 'c.gone_because is not null'), text('gone_because', when.because, 'c.gone_because')];
  return [
    {
      schema: 'mirror', name, says, from: `(select ${fields} from muster.copy where kind = '${kind}') as c ${joined}`.trim(), where,
      columns: [...keys, ...columns, moment('read_at', when.readAt, 'c.fetched_at'), moment('valid_from', when.validFrom, 'c.valid_from'), ...gone, ...later],
    },
    {
      schema: 'mirror', name: `${name}_history`, says: `${says} All that was read of it, each while it stood: as far back as the mirror keeps history.`, from: `${past} as c ${joined}`.trim(), where,
      columns: [
        ...keys, moment('valid_from', when.validFrom, 'c.valid_from', key), moment('valid_to', 'When it was first read to say something else; null: it still says this.', 'c.valid_to'),
        ...columns, moment('read_at', when.readAt, 'c.fetched_at'), ...gone, ...later,
      ],
    },
  ];
}
