import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { refuseMistakes } from '../failure.ts';
import { TokenCreateDocument, TokenListDocument, TokenRevokeDocument, type TokenPartsFragment } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, table } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface CreateOptions { readonly role: string[]; readonly service?: string[]; readonly env?: string[]; readonly days: number }

const dayMs = 24 * 60 * 60 * 1_000;

/** `muster token create|list|revoke` */
export function addToken(program: Command, run: Run): void {
  const token = program.command('token').description('give pipelines access, and take it back (administrators)');

  token.command('create <name>').description('make an access token for a pipeline; it is shown this once')
    .requiredOption('--role <role...>', 'VIEWER, RELEASE_MANAGER, DEPLOYER or AUDITOR').option('--service <key...>', 'left out, all').option('--env <environment...>', 'left out, all')
    .option('--days <n>', 'from now on', wholeNumber, 90)
    .addHelpText('after', examples('muster token create payments-pipeline --role DEPLOYER --service payments --env staging production --days 30'))
    .action(run(async (terminal, name: string, { role, service, env, days }: CreateOptions) => {
      const { createApiToken } = await terminal.hub.ask(TokenCreateDocument, { input: {
        name, roles: role.map((one) => one.toUpperCase()), expiresAt: new Date(Date.now() + days * dayMs).toISOString(), ...(service && { services: service }), ...(env && { environments: env }),
      } });
      refuseMistakes(createApiToken?.userErrors);
      terminal.note('Keep it now: it is never shown again.');
      answer(terminal, { ...createApiToken?.apiToken, secret: createApiToken?.secret }, () => createApiToken?.secret ?? '');
      return exitCode.yes;
    }));

  token.command('list').description('show access tokens, those that are over included')
    .addHelpText('after', examples('muster token list --json'))
    .action(run(async (terminal) => {
      const { apiTokens } = await terminal.hub.ask(TokenListDocument, {});
      answer(terminal, apiTokens, () => (apiTokens?.length ? tokenTable(apiTokens) : 'There are no access tokens.'));
      return exitCode.yes;
    }));

  token.command('revoke <id>').description('take an access token back at once')
    .addHelpText('after', examples('muster token revoke 5f0c2a9d1b3e4f67'))
    .action(run(async (terminal, tokenId: string) => {
      const { revokeApiToken } = await terminal.hub.ask(TokenRevokeDocument, { input: { tokenId } });
      refuseMistakes(revokeApiToken?.userErrors);
      const revoked = revokeApiToken?.apiToken;
      if (revoked) answer(terminal, revoked, () => tokenTable([revoked]));
      return exitCode.yes;
    }));
}

function tokenTable(tokens: readonly TokenPartsFragment[]): string {
  return table(['ID', 'NAME', 'ROLES', 'SERVICES', 'ENVIRONMENTS', 'EXPIRES', 'REVOKED', 'BY'], tokens.map(({ id, name, roles, services, environments, expiresAt, revokedAt, createdBy }) =>
    [id, name, roles.join(' '), services?.join(' ') ?? 'all', environments?.join(' ') ?? 'all', expiresAt, revokedAt ?? '', createdBy?.name ?? '']));
}
