import { UserMistake } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { refuse, type Instance } from './instance.ts';
import { sysIdOf, typedList, valueOf } from './wire.ts';

const catalogues = {
  template: { path: '/api/sn_chg_rest/change/standard/template', noun: 'standard-change template' },
  model: { path: '/api/sn_chg_rest/change/model', noun: 'change model' },
} as const;
const pageSize = 500;
const mostPages = 20;

/**
 * The sys_id of an active template or model, by its name or sys_id; a template also by the name of its version,
 * "<name> - <version>", which is what changes made from it show. Nothing tells how many there are, so pages are read until
 * one is empty (apis/README.md §3, trap 7). UserMistake INVALID when there is none, or several.
 */
export async function idInCatalogue(instance: Instance, kind: keyof typeof catalogues, wanted: string, ask: Ask): Promise<string> {
  const { noun } = catalogues[kind];
  const names = new Set(kind === 'template' ? [wanted, wanted.replace(/ - \d+$/, '')] : [wanted]);
  const found = new Set<string>();
  for (let page = 0; ; page += 1) {
    if (page === mostPages) throw refuse(instance, 'UNEXPECTED_ANSWER', `lists no end of ${noun}s`);
    const rows = await readPage(instance, kind, page, ask);
    if (rows.length === 0) break;
    for (const { id, name } of rows) if (id === wanted.toLowerCase() || (name !== null && names.has(name))) found.add(id);
  }
  const [only] = found;
  if (only === undefined) throw new UserMistake('INVALID', `${instance.name} has no active ${noun} called "${wanted}", or hides it from our account.`, [kind]);
  if (found.size > 1) throw new UserMistake('INVALID', `${instance.name} has ${found.size} active ${noun}s called "${wanted}"; rename one of them there.`, [kind]);
  return only;
}

async function readPage(instance: Instance, kind: keyof typeof catalogues, page: number, ask: Ask): Promise<readonly { readonly id: string; readonly name: string | null }[]> {
  const { path, noun } = catalogues[kind];
  const { body } = await instance.http.send({
    method: 'GET', path, query: { sysparm_limit: pageSize, sysparm_offset: page * pageSize, order: 'name' },
    schema: typedList, ask, doing: `reading the ${noun}s`,
  });
  return body.result.map((row) => ({ id: sysIdOf(row), name: valueOf(row, 'name') ?? valueOf(row, 'sys_name') }));
}
