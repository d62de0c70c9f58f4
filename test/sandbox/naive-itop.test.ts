import { tellStory } from '../../sandbox/bank/bank.ts';
import { itopCredentials, startITop } from '../../sandbox/itop/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';

/**
 * A client that trusts what iTop seems to say goes wrong, and one that knows its traps does not. If a naive client here
 * starts to come out right, the stand-in has become kinder than the tool it stands for.
 */
const now = (): Date => new Date('2026-03-02T09:00:00Z');

interface Body {
  readonly code: number;
  readonly message: string;
  readonly objects: Readonly<Record<string, { readonly key: string; readonly class: string; readonly fields: Readonly<Record<string, string>> }>> | null;
}

describe('A naive iTop client', () => {
  let itop: StandIn;
  beforeAll(async () => { itop = await startITop({ port: 0, now, story: tellStory(now()) }); });
  afterAll(async () => { await itop.close(); });

  const call = async (params: object, password: string = itopCredentials.integration.password): Promise<{ readonly isOk: boolean; readonly body: Body }> => {
    const body = new URLSearchParams({ auth_user: itopCredentials.integration.userName, auth_pwd: password, json_data: JSON.stringify(params) });
    const answer = await fetch(`${itop.url}/webservices/rest.php?version=1.3`, { method: 'POST', body });
    return { isOk: answer.ok, body: await answer.json() as Body };
  };
  const get = async (oql: string, fields: string, more: object = {}): Promise<Body> => (await call({ operation: 'core/get', class: oql.split(' ')[1], key: oql, output_fields: fields, ...more })).body;
  const rows = ({ objects }: Body): Readonly<Record<string, string>>[] => Object.values(objects ?? {}).map(({ fields }) => fields);

  it('that believes the status takes a bad login for "no changes"', async () => {
    const { isOk, body } = await call({ operation: 'core/get', class: 'Change', key: {}, output_fields: 'ref' }, 'wrong');
    expect(isOk && Object.keys(body.objects ?? {}).length === 0).toBe(true);
    expect(body.code).toBe(1);
  });

  it('that counts what one page shows has not seen all', async () => {
    const page = await get('SELECT FunctionalCI', 'name', { limit: 20, page: 1 });
    expect(rows(page)).toHaveLength(20);
    expect(page.message).not.toBe('Found: 20');
  });

  it('that puts a value between quotes as it is asks another question', async () => {
    const value = 'x\' OR \'1\'=\'1';
    expect(rows(await get(`SELECT Change WHERE ref = '${value}'`, 'ref'))).toHaveLength(8);
    expect(rows(await get(`SELECT Change WHERE ref = '${value.replaceAll('\'', '\\\'')}'`, 'ref'))).toHaveLength(0);
  });

  it('that takes every linked item for one the change is about has a ledger change change statements', async () => {
    const links = await get('SELECT lnkFunctionalCIToTicket WHERE ticket_id = 1', 'functionalci_name,impact_code');
    expect(rows(links).map(({ functionalci_name: name }) => name)).toContain('statements-api-prod');
    expect(rows(links).filter(({ impact_code: code }) => code === 'manual').map(({ functionalci_name: name }) => name)).toEqual(['ledger-api-prod']);
  });

  it('that joins by number alone takes a person for a server', async () => {
    const [person] = Object.values((await get('SELECT Person WHERE id = 2', 'friendlyname')).objects ?? {});
    const [item] = Object.values((await get('SELECT FunctionalCI WHERE id = 2', 'friendlyname')).objects ?? {});
    expect([person?.key, item?.key]).toEqual(['2', '2']);
    expect(person?.class).not.toBe(item?.class);
  });

  it('that finds by correlation as the database compares takes another release\'s change', async () => {
    expect(rows(await get('SELECT Change WHERE correlation_id = \'cards-3.1.0\'', 'correlation_id'))).toEqual([{ correlation_id: 'CARDS-3.1.0' }]);
  });

  it('that creates again after a lost answer has two incidents', async () => {
    const create = { operation: 'core/create', comment: 'x', class: 'Incident', fields: { org_id: 1, title: 'Twice', description: 'x' }, output_fields: 'ref' };
    await call(create);
    await call(create);
    expect((await get('SELECT Incident WHERE title = \'Twice\'', 'ref')).message).toBe('Found: 2');
  });
});
