import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure, refuseMistakes } from '../failure.ts';
import { PeopleImportDocument, type PeopleImportMutation } from '../generated/graphql.ts';
import { readCsv } from '../people/csv.ts';
import { badFile, badOption, employmentOf, type Named } from '../people/person.ts';
import { readScim } from '../people/scim.ts';
import type { Run } from '../run.ts';
import { answer } from '../terminal.ts';

interface ImportOptions { readonly format?: string; readonly map?: string[]; readonly inactive?: string }

/** `muster people import FILE` */
export function addPeople(program: Command, run: Run): void {
  const people = program.command('people').description('tell Muster whom the personnel system names (administrators)');
  people.command('import <file>').description('take a feed in place of the last one, whole or not at all; whom it leaves out is unknown from then on')
    .option('--format <format>', 'csv or scim; left out, by the name of the file').option('--map <field=header...>', 'which header of a CSV holds email, employment, name, unit, startsOn, endsOn, movedOn').option('--inactive <employment>', 'what SCIM’s active: false means: ON_LEAVE or UNKNOWN')
    .addHelpText('after', examples('muster people import people.csv --map email="Work mail" unit=Department employment=Status', 'muster people import users.json --format scim --inactive UNKNOWN'))
    .action(run(async (terminal, file: string, options: ImportOptions) => {
      const named = read(await textOf(file), file, options);
      const { importPeople } = await terminal.hub.ask(PeopleImportDocument, { input: { people: named.map(({ person }) => person) } });
      refuseMistakes(importPeople?.userErrors.map((mistake) => ({ ...mistake, message: placed(mistake, named) })));
      answer(terminal, importPeople, () => summaryOf(importPeople));
      return exitCode.yes;
    }));
}

async function textOf(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof TypeError) throw badFile(`${file} is not in UTF-8.`);
    throw new Failure(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, exitCode.usage);
  }
}

function read(text: string, file: string, { format = /\.(json|scim)$/i.test(file) ? 'scim' : 'csv', map = [], inactive }: ImportOptions): readonly Named[] {
  if (format === 'csv') return readCsv(text, map);
  if (format !== 'scim') throw badOption('--format is csv or scim.');
  const meaning = inactive === undefined ? null : employmentOf(inactive, '--inactive');
  if (meaning === 'LEFT') throw badOption('--inactive LEFT: who left has a last day, which SCIM does not tell; hand in a CSV.');
  return readScim(text, meaning);
}

/** The hub counts people; a file has lines. */
function placed({ message, path }: { readonly message: string; readonly path?: readonly string[] | null }, named: readonly Named[]): string {
  const where = path?.[1] === 'people' ? named[Number(path[2])]?.where : undefined;
  return where === undefined ? message : `${where}: ${message.replace(/^Person \d+: /, '')}`;
}

function summaryOf(done: PeopleImportMutation['importPeople']): string {
  const [added, changed, unlisted] = [done?.added ?? [], done?.changed ?? [], done?.unlisted ?? []];
  return [
    `${done?.listed ?? 0} people: ${added.length} new, ${changed.length} changed, ${unlisted.length} no longer named.`,
    ...added.map((email) => `+ ${email}`), ...changed.map(({ email, what }) => `~ ${email}: ${what.join('; ')}`), ...unlisted.map((email) => `? ${email}`),
  ].join('\n');
}
