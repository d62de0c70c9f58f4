import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { AccountRecord as DomainAccount, Entitlement as DomainEntitlement, Licence as DomainLicence } from '../domain/licence.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import type { Account as PersonAccount, Person as DomainPerson } from '../domain/person.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { AccountRecordConnection, EntitlementConnection, LicenceConnection } from '../schema/connections.ts';
import { AccountRecord, Entitlement, Licence } from '../schema/licence.type.ts';
import { Account, Person } from '../schema/person.type.ts';
import { RecordReferenceScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { findPage, onlyIn } from './find.ts';
import { pageOf, pageRequest } from './page.ts';
import { personOf } from './person.ts';
import { recordOf } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => AccountRecord)
export class AccountRecordResolver {
  @Query(() => AccountRecord, { nullable: true })
  account(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainAccount | null> {
    parseReference(reference);
    return recordOf(context, 'account', reference);
  }

  @Query(() => AccountRecordConnection, { nullable: true, description: 'Accounts as the tools list them now, in order of user name.' })
  accounts(
    @Arg('emails', () => [String], { nullable: true }) emails: string[] | null,
    @Arg('isActive', () => Boolean, { nullable: true }) isActive: boolean | null,
    @Arg('connection', () => String, { nullable: true }) connection: string | null,
    @Args(() => Page20) page: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<ConnectionPage<DomainAccount>> {
    return findPage(context, 'accounts.list', (limit) => ({ emails: emails ?? null, isActive: isActive ?? null, limit }), page, onlyIn(connection));
  }

  @FieldResolver(() => Person, { nullable: true, description: 'The human being behind it; null for a pipeline or interface.' })
  person(@Root() { source, userName, name, email, isActive, isService }: DomainAccount, @Ctx() { hub }: RequestContext): DomainPerson | null {
    return isService === true ? null : hub.people.ofAccount({ connection: source.connection, userName, name, email, isActive });
  }

  @FieldResolver(() => EntitlementConnection, { nullable: true, description: 'What it holds; without a total when it may hold more.' })
  async entitlements(@Root() account: DomainAccount, @Args(() => Page20) page: PageArguments, @Ctx() { loaders }: RequestContext): Promise<ConnectionPage<DomainEntitlement>> {
    const { entitlements, isComplete } = await loaders.entitlements.load(account);
    return pageOf(entitlements, pageRequest(page), ({ id }) => id, (entitlement): DomainEntitlement => entitlement, isComplete ? entitlements.length : null);
  }
}

@Resolver(() => Account)
export class AccountResolver {
  @FieldResolver(() => AccountRecord, { nullable: true, description: 'What the tool’s directory says of it; null when that is a tool whose directory Muster does not read.' })
  record(@Root() { connection, userName }: PersonAccount, @Ctx() context: RequestContext): Promise<DomainAccount | null> | null {
    if (context.hub.connections.byName(connection)?.readers.account === undefined) return null;
    return recordOf(context, 'account', formatReference(connection, 'account', userName));
  }
}

@Resolver(() => Licence)
export class LicenceResolver {
  @Query(() => Licence, { nullable: true })
  licence(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainLicence | null> {
    parseReference(reference);
    return recordOf(context, 'licence', reference);
  }

  @Query(() => LicenceConnection, { nullable: true, description: 'In order of name.' })
  licences(@Arg('text', () => String, { nullable: true }) text: string | null, @Arg('connection', () => String, { nullable: true }) connection: string | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainLicence>> {
    return findPage(context, 'licences.list', (limit) => ({ text: text ?? null, limit }), page, onlyIn(connection));
  }
}

@Resolver(() => Entitlement)
export class EntitlementResolver {
  @Query(() => EntitlementConnection, { nullable: true, description: 'Who holds which right, as the tools list them now.' })
  entitlements(@Arg('connection', () => String, { nullable: true }) connection: string | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainEntitlement>> {
    return findPage(context, 'entitlements.list', (limit) => ({ accounts: null, limit }), page, onlyIn(connection));
  }

  @FieldResolver(() => Licence, { nullable: true })
  licence(@Root() { licenceId }: DomainEntitlement, @Ctx() context: RequestContext): Promise<DomainLicence | null> | null {
    return licenceId === null ? null : recordOf(context, 'licence', licenceId);
  }

  @FieldResolver(() => Person, { nullable: true })
  heldBy(@Root() { heldBy }: DomainEntitlement, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, heldBy);
  }
}
