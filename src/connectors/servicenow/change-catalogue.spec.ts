import { acting } from '../../domain/ports/ask.ts';
import { idInCatalogue } from './change-catalogue.ts';
import type { Instance } from './instance.ts';

const idOf = (nth: number): string => nth.toString(16).padStart(32, '0');
const template = (nth: number, name = `Template ${nth}`): object => ({ sys_id: { value: idOf(nth), display_value: idOf(nth) }, name: { value: name, display_value: name } });

/** A catalogue that gives five hundred a page, as sn_chg_rest does, and says nowhere how many there are. */
function catalogueOf(rows: readonly object[]): { readonly instance: Instance; readonly offsets: number[] } {
  const offsets: number[] = [];
  const send = ({ query }: { readonly query: Readonly<Record<string, number>> }) => {
    const offset = query['sysparm_offset'] ?? 0;
    offsets.push(offset);
    return Promise.resolve({ body: { result: rows.slice(offset, offset + Math.min(500, query['sysparm_limit'] ?? 500)) }, headers: {}, status: 200 });
  };
  const http = { send: ((request: { readonly schema: { parse(body: unknown): unknown }; readonly query: Readonly<Record<string, number>> }) => send(request).then((answer) => ({ ...answer, body: request.schema.parse(answer.body) }))) as unknown as Instance['http']['send'] };
  return { instance: { name: 'snow', url: 'https://instance.example', http, clock: { now: () => new Date() }, states: new Map() }, offsets };
}

describe('The catalogue of standard changes', () => {
  it('is read until a page is empty, since nothing says how many there are: the one beyond the first five hundred is found', async () => {
    const { instance, offsets } = catalogueOf(Array.from({ length: 730 }, (_, nth) => template(nth)));
    expect(await idInCatalogue(instance, 'template', 'Template 729', acting)).toBe(idOf(729));
    expect(offsets.at(-1)).toBeGreaterThanOrEqual(730);
  });

  it('may hold one name twice, the second of them pages later: then it is nobody\'s', async () => {
    const { instance } = catalogueOf([...Array.from({ length: 600 }, (_, nth) => template(nth)), template(600, 'Template 3')]);
    await expect(idInCatalogue(instance, 'template', 'Template 3', acting)).rejects.toMatchObject({ name: 'UserMistake', code: 'INVALID', path: ['template'] });
  });
});
