import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Run } from '../run.ts';

interface ApiOptions { query?: string; field?: string[]; variables?: string }

/** `muster api graphql`: one operation in your own words, the whole answer as JSON. */
export function addApi(program: Command, run: Run): void {
  program.command('api').description('speak to the hub directly')
    .command('graphql').description('send one GraphQL operation; read from stdin without --query')
    .option('--query <text>').option('--field <name=value...>', 'a string variable').option('--variables <json>')
    .addHelpText('after', examples(
      `muster api graphql --query '{ viewer { actor { name } roles } }'`,
      `muster api graphql --query 'query($key: String!) { release(key: $key) { state } }' --field key=ledger-1.9.2`,
      'muster api graphql < board.graphql'))
    .action(run(async (terminal, { query, field, variables }: ApiOptions) => {
      const answered = await terminal.hub.send(query ?? readFileSync(0, 'utf8'), { ...parse(variables), ...Object.fromEntries((field ?? []).map(pair)) });
      terminal.print(JSON.stringify(answered.errors.length > 0 ? answered : { data: answered.data }, null, 2));
      return answered.errors.length > 0 ? exitCode.error : exitCode.yes;
    }));
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Failure(`"${text}" is not name=value.`, exitCode.usage);
  return [text.slice(0, at), text.slice(at + 1)];
}

function parse(variables: string | undefined): Record<string, unknown> {
  try {
    return variables === undefined ? {} : JSON.parse(variables) as Record<string, unknown>;
  } catch {
    throw new Failure('--variables is not JSON.', exitCode.usage);
  }
}
