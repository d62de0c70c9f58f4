import { CriticalityLevel, diff, type Change } from '@graphql-inspector/core';
import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';

/** What a change of the schema means for those who ask by the last release's. */
export interface Finding {
  readonly isBreaking: boolean;
  /** Type.field, Type.field.argument, Enum.VALUE, Type or @directive. */
  readonly where: string;
  readonly what: string;
  /** What to do about it. */
  readonly remedy: string;
}

/**
 * What breaks, or may surprise, those who ask by the base, the last release's schema. Something may be taken away when it was deprecated
 * there with a reason that says until when, and that day is over; a type, when nothing that stays leads to it.
 * @param today ISO date
 */
export async function findingsBetween(base: GraphQLSchema, ours: GraphQLSchema, today: string): Promise<readonly Finding[]> {
  const changes = await diff(base, ours);
  const stays = reachable(base, today);
  return changes.flatMap((change): readonly Finding[] => {
    const where = change.path ?? 'schema';
    const { level, reason } = change.criticality;
    if (level === CriticalityLevel.NonBreaking) return [];
    if (level === CriticalityLevel.Dangerous) return [{ isBreaking: false, where, what: `${change.message}.`, remedy: reason ?? 'See that those who ask can live with it.' }];
    return mayGo(base, change, stays, today) ? [] : [{ isBreaking: true, where, what: `${change.message}.`, remedy: remedyOf(base, change, today) }];
  });
}

const isRemoval = ({ type }: Change): boolean => /^(FIELD|FIELD_ARGUMENT|ENUM_VALUE|INPUT_FIELD|TYPE)_REMOVED$/.test(String(type));

function mayGo(base: GraphQLSchema, change: Change, stays: ReadonlySet<string>, today: string): boolean {
  if (!isRemoval(change) || change.path === undefined) return false;
  const [type = ''] = change.path.split('.');
  return !stays.has(type) || isDue(deprecationOf(base, change.path), today);
}

function remedyOf(base: GraphQLSchema, change: Change, today: string): string {
  if (!isRemoval(change)) return 'Undo it: bring the new beside the old under another name, and mark the old one @deprecated.';
  const reason = deprecationOf(base, change.path ?? '');
  if (reason == null) return 'Put it back and mark it @deprecated(reason: "Use … instead, until YYYY-MM-DD."): it may go in a release after the one that says so, once that day is over.';
  const until = promisedUntil(reason);
  return until === null ? 'Put it back: its @deprecated reason did not say until when it stays ("until YYYY-MM-DD").' : `Put it back: it was promised until ${until}, and today is ${today}.`;
}

/** Until which day, that one included, something deprecated is promised; null: its reason does not say. */
export function promisedUntil(reason: string): string | null {
  const [, day = ''] = /\buntil (\d{4}-\d\d-\d\d)\b/.exec(reason) ?? [];
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day;
}

function isDue(reason: string | null | undefined, today: string): boolean {
  const until = reason == null ? null : promisedUntil(reason);
  return until !== null && until < today;
}

/** Why what stands at a path is deprecated; an argument is with its field. */
function deprecationOf(schema: GraphQLSchema, where: string): string | null | undefined {
  const [typeName = '', name = '', argument] = where.split('.');
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(name)?.deprecationReason;
  if (isInputObjectType(type)) return type.getFields()[name]?.deprecationReason;
  if (!isObjectType(type) && !isInterfaceType(type)) return null;
  const field = type.getFields()[name];
  return field?.deprecationReason ?? field?.args.find((one) => one.name === argument)?.deprecationReason;
}

/** Names of the types that those who ask can come to, by what is not due to go. */
function reachable(schema: GraphQLSchema, today: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (type: GraphQLNamedType): void => {
    if (seen.has(type.name)) return;
    seen.add(type.name);
    if (isUnionType(type)) for (const member of type.getTypes()) visit(member);
    if (isInterfaceType(type)) for (const object of schema.getPossibleTypes(type)) visit(object);
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) if (!isDue(field.deprecationReason, today)) visit(getNamedType(field.type));
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    for (const one of type.getInterfaces()) visit(one);
    for (const field of Object.values(type.getFields())) {
      if (isDue(field.deprecationReason, today)) continue;
      visit(getNamedType(field.type));
      for (const argument of field.args) if (!isDue(argument.deprecationReason, today)) visit(getNamedType(argument.type));
    }
  };
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) if (root != null) visit(root);
  for (const argument of schema.getDirectives().flatMap(({ args }) => args)) visit(getNamedType(argument.type));
  return seen;
}
