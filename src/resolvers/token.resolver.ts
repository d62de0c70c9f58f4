import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { ApiToken as DomainToken } from '../domain/api-token.ts';
import { CreateApiTokenPayload, RevokeApiTokenPayload } from '../schema/payload.type.ts';
import { CreateApiTokenInput, RevokeApiTokenInput } from '../schema/token.input.ts';
import { ApiToken } from '../schema/token.type.ts';
import { viewerOf, type RequestContext } from './context.ts';
import { payload } from './payload.ts';

@Resolver()
export class TokenResolver {
  @Query(() => [ApiToken], { nullable: true, description: 'Newest first, those that are over included.' })
  async apiTokens(@Ctx() { hub }: RequestContext): Promise<readonly ApiToken[]> {
    return (await hub.tokens.all()).map(told);
  }

  @Mutation(() => CreateApiTokenPayload, { nullable: true, description: 'Gives a pipeline an access token.' })
  createApiToken(@Arg('input', () => CreateApiTokenInput) { name, roles, services = null, environments = null, expiresAt, clientMutationId = null }: CreateApiTokenInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, { clientMutationId }, async () => {
      const { token, secret } = await context.hub.tokens.create(viewerOf(context), { name, roles, services, environments, expiresAt });
      return { apiToken: told(token), secret };
    });
  }

  @Mutation(() => RevokeApiTokenPayload, { nullable: true, description: 'Takes an access token back at once; asking again changes nothing.' })
  revokeApiToken(@Arg('input', () => RevokeApiTokenInput) input: RevokeApiTokenInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ apiToken: told(await context.hub.tokens.revoke(viewerOf(context), input.tokenId)) }));
  }
}

function told({ id, name, grant, createdBy, createdAt, expiresAt, revoked }: DomainToken): ApiToken {
  return { id, name, ...grant, createdBy, createdAt, expiresAt, revokedAt: revoked?.at ?? null };
}
