import type { StandIn } from '../kernel/index.ts';
import { itopCredentials } from './credentials.ts';
import { call, fieldsOf, get, startForSpec, type Answer } from './itop.spec-data.ts';

let itop: StandIn;
beforeEach(async () => { itop = await startForSpec(); });
afterEach(() => itop.close());

const apply = (key: number, stimulus: string, fields: object = {}): Promise<Answer> => call(itop, { operation: 'core/apply_stimulus', comment: 'spec', class: 'Change', key, stimulus, fields, output_fields: 'status' });
const open = (fields: object): Promise<Answer> => call(itop, { operation: 'core/create', comment: 'spec', class: 'Incident', fields, output_fields: 'id,ref,status,org_id,functionalcis_list' });

it('a state moves by stimuli only, refused in the documented words', async () => {
  expect(await apply(3, 'ev_approve')).toEqual({ code: 100, message: 'Invalid stimulus: \'ev_approve\' on the object C-000003 in state \'new\'', objects: null });
  expect(await apply(3, 'ev_validate')).toEqual({ code: 100, message: 'Missing mandatory attribute(s) for applying the stimulus: acceptance_date, acceptance_comment.', objects: null });
  expect(await apply(1, 'ev_implement', { private_log: { add_item: { message: 'begun' } } })).toMatchObject({ code: 0, objects: { 'NormalChange::1': { message: 'updated', fields: { status: 'implemented' } } } });
  expect((await apply(5, 'ev_implement')).message).toContain('fallback');
  const update = await call(itop, { operation: 'core/update', comment: 'spec', class: 'Change', key: 2, fields: { status: 'approved' }, output_fields: 'status' });
  expect(update.code).toBe(100);
});

it('create links items, adds the computed ones by itself, and is never idempotent', async () => {
  const wish = { org_id: { name: 'North Bank' }, title: 'x', description: 'y', functionalcis_list: [{ functionalci_id: 'SELECT FunctionalCI WHERE name = \'ledger-db-prod\'', impact_code: 'manual' }] };
  const [first] = fieldsOf(await open(wish));
  expect(first).toMatchObject({ status: 'new', org_id: '1' });
  const links = first?.['functionalcis_list'] as readonly { readonly impact_code: string; readonly functionalci_name: string }[];
  expect(links.filter(({ impact_code: code }) => code === 'manual').map(({ functionalci_name: name }) => name)).toEqual(['ledger-db-prod']);
  expect(links.filter(({ impact_code: code }) => code === 'computed').length).toBeGreaterThan(2);
  const [second] = fieldsOf(await open(wish));
  expect(second?.['ref']).not.toBe(first?.['ref']);
});

it('create refuses what lacks its mandatory fields, names nobody, or may not write', async () => {
  expect((await open({ title: 'x', description: 'y' })).code).toBe(100);
  expect((await open({ org_id: { name: 'Nobody' }, title: 'x', description: 'y' })).code).toBe(100);
  expect((await open({ org_id: 1, title: 'x', description: 'y', nosuch: 1 })).code).toBe(100);
  const { userName, password } = itopCredentials.withoutTickets;
  expect((await call(itop, { operation: 'core/update', class: 'OtherSoftware', key: { name: 'ledger-api-prod' }, fields: { version: '9' }, output_fields: 'version' }, { auth_user: userName, auth_pwd: password })).code).toBe(1);
});

it('a log is added to, and an entry may have many lines', async () => {
  const add = (message: string): Promise<Answer> => call(itop, { operation: 'core/update', comment: 'spec', class: 'Change', key: 2, fields: { private_log: { add_item: { message, format: 'text' } } }, output_fields: 'private_log' });
  await add('first\nof two lines');
  expect(fieldsOf(await add('second'))).toMatchObject([{ private_log: { entries: [{ message: 'second' }, { message: 'first\nof two lines', message_html: '<p>first<br/>of two lines</p>' }] } }]);
});

it('delete takes objects and the links to them', async () => {
  await call(itop, { operation: 'core/delete', comment: 'spec', class: 'Change', key: 1 });
  expect((await get(itop, 'Change', 1)).message).toBe('Found: 0');
  expect((await get(itop, 'lnkFunctionalCIToTicket', 'SELECT lnkFunctionalCIToTicket WHERE ticket_id = 1')).message).toBe('Found: 0');
});

it('update writes an attribute of one object, and of no more than one', async () => {
  const update = (key: string): Promise<Answer> => call(itop, { operation: 'core/update', comment: 'spec', class: 'OtherSoftware', key, fields: { version: '1.9.2' }, output_fields: 'version' });
  expect(fieldsOf(await update('SELECT OtherSoftware WHERE name = \'ledger-api-prod\''))).toEqual([{ version: '1.9.2' }]);
  expect((await update('SELECT OtherSoftware WHERE name LIKE \'ledger%\'')).message).toMatch(/^Error: Several items found/);
  expect((await update('SELECT OtherSoftware WHERE name = \'none\'')).message).toMatch(/^Error: No item found for query/);
  expect(fieldsOf(await get(itop, 'OtherSoftware', { name: 'ledger-worker-prod' }, 'version'))).toEqual([{ version: '1.9.1' }]);
});
