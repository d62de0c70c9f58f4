import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from '../kernel/index.ts';
import { call, get, startForSpec, type Answer } from './itop.spec-data.ts';

const folder = join(import.meta.dirname, '../../../shared/apis/recordings/itop');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;

suite(`iTop: the shapes iTop itself was recorded with${isThere ? '' : ' (skipped: ../shared/apis is not here)'}`, () => {
  let itop: StandIn;
  beforeAll(async () => { itop = await startForSpec(); });
  afterAll(() => itop.close());

  const recorded = (file: string): Answer => JSON.parse((readFileSync(join(folder, file), 'utf8').split('\n')[0]) ?? '') as Answer;
  const first = ({ objects }: Answer): object => Object.values(objects ?? {})[0] ?? {};

  it('an answer with objects', async () => {
    const theirs = recorded('itop_functionalci_page1.json');
    const ours = await get(itop, 'FunctionalCI', {}, 'name,finalclass,organization_name,business_criticity', { limit: 5, page: 1 });
    expect(Object.keys(ours)).toEqual(Object.keys(theirs));
    expect(Object.keys(first(ours))).toEqual(Object.keys(first(theirs)));
    expect(typeof (first(ours) as { key: unknown }).key).toBe(typeof (first(theirs) as { key: unknown }).key);
  });

  it('an answer with relations, and one with nothing', async () => {
    const theirs = recorded('itop_get_related.json');
    const ours = await call(itop, { operation: 'core/get_related', class: 'Server', key: { name: 'ledger-node-1-prod' }, relation: 'impacts', depth: 2 });
    expect(Object.keys(ours)).toEqual(Object.keys(theirs));
    expect(Object.keys(first(ours))).toEqual(Object.keys(first(theirs)));
    expect(await get(itop, 'Server', { name: 'none' })).toEqual(recorded('itop_empty.json'));
  });

  it('links of a change', async () => {
    const theirs = first(recorded('itop_normalchange_create.json')) as { fields: { functionalcis_list: object[] } };
    const ours = first(await get(itop, 'NormalChange', 1, 'functionalcis_list')) as typeof theirs;
    const ourLink = ours.fields.functionalcis_list[0] ?? {};
    for (const name of ['functionalci_id', 'functionalci_name', 'impact', 'impact_code', 'friendlyname']) {
      expect(Object.keys(theirs.fields.functionalcis_list[0] ?? {})).toContain(name);
      expect(ourLink).toHaveProperty(name);
    }
  });

  it('refusals in the recorded words', async () => {
    expect(await get(itop, 'Nope', {})).toEqual(recorded('itop_error_unknown_class.json'));
    expect(await get(itop, 'FunctionalCI', {}, 'nosuchfield')).toEqual(recorded('itop_error_unknown_field.json'));
    expect(await call(itop, {}, { auth_pwd: 'wrong' })).toEqual(recorded('itop_error_bad_login.txt'));
  });
});
