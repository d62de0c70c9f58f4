import type { NamedConnection } from '../../connector.ts';
import { workspaceIdOf } from '../assets/workspace.ts';
import { judging } from '../../../domain/ports/ask.ts';
import type { HttpClient } from '../../http/index.ts';
import { cloudItems } from './items.cloud.ts';
import type { ItemPlace } from './items.naming.ts';
import { placeOfItems } from './items.place.ts';
import { itemsOf } from './items.reference.ts';
import { changeIssueSchema } from './wire.ts';

const workspaceId = 'be9cca2f-5f41-446f-8f5c-76cda0be8417';
const place: ItemPlace = { field: 'customfield_7', connection: 'assets', url: `https://api.atlassian.com/jsm/assets/workspace/${workspaceId}/v1` };
const object = (objectId: unknown, more: object = {}) => ({ workspaceId, id: `${workspaceId}:${String(objectId)}`, objectId, ...more });
const origin = { connection: 'jira', system: 'JIRA', fetchedAt: '2026-03-02T09:00:00.000Z', pageOf: () => null };
const noHttp: HttpClient = { send: () => { throw new Error('Cloud needs no call for it'); } };
const told = async (fields: object) => (await itemsOf({ namedObjects: (...asked) => cloudItems.read(noHttp, ...asked) }, [changeIssueSchema.parse({ id: '7', key: 'OPS-7', fields })], place, origin, judging)).get('7');
const problem = (message: string) => ({ code: 'UNEXPECTED_ANSWER', message: expect.stringContaining(message) as string });

describe('the items that a change names', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['objects', [object('123'), object('9')], ['assets:ci:123', 'assets:ci:9']],
    ['one twice', [object('123'), object('123')], ['assets:ci:123']],
    ['ids as numbers', [object(123)], ['assets:ci:123']],
    ['without an id of both', [{ workspaceId, objectId: '5' }], ['assets:ci:5']],
    ['a workspace in other letters', [{ workspaceId: workspaceId.toUpperCase(), objectId: '5' }], ['assets:ci:5']],
    ['an empty list', [], []],
    ['an empty field', null, []],
  ])('%s', async (_what, value, identities) => {
    expect(await told({ customfield_7: value })).toEqual(identities);
  });

  it('are not told where Jira does not tell the field, whatever others it tells', async () => {
    expect(await told({ customfield_8: [object('1')] })).toMatchObject(problem('did not tell customfield_7'));
  });

  it.each<[unknown]>([
    [['payments-api (CMDB-123)']], ['payments'], [{}], [7], [[null]], [[object('CMDB-1')]], [[object('1'), {}]], [[{ objectId: '1' }]], [[object('1', { id: `${workspaceId}:2` })]], [[object('-1')]],
  ])('%j is not understood, and never an empty list', async (value) => {
    expect(await told({ customfield_7: value })).toMatchObject(problem('customfield_7'));
  });

  it('of another workspace are none of ours', async () => {
    expect(await told({ customfield_7: [object('1'), { workspaceId: 'another', id: 'another:2', objectId: '2' }] })).toMatchObject(problem('another workspace in customfield_7'));
  });
});

describe('the connection that keeps the items of changes', () => {
  const url = `https://api.atlassian.com/jsm/assets/workspace/${workspaceId}/v1`;
  const placed = (named: Partial<NamedConnection> | undefined, isProduction = true) => placeOfItems({ field: 'customfield_7', connection: 'assets' }, { name: 'jira', isProduction, url: 'https://northbank.atlassian.net' },
    { connectionNamed: (name) => (named !== undefined && name === 'assets' ? { system: 'JIRA_ASSETS', isProduction: true, url, ...named } : undefined) }, cloudItems);

  it('is one to Assets of Cloud, of one workspace', () => {
    expect(placed({})).toEqual(place);
    expect(placed({ isProduction: false }, false)).toEqual(place);
  });

  it.each<[string, Partial<NamedConnection> | undefined, boolean, string]>([
    ['is not there', undefined, true, 'there is no connection "assets"'],
    ['is of another system', { system: 'SERVICENOW' }, true, 'assets is SERVICENOW'],
    ['is Assets of Data Center', { system: 'JIRA_ASSETS_DATA_CENTER' }, true, 'assets is JIRA_ASSETS_DATA_CENTER'],
    ['is a test where Jira is production', { isProduction: false }, true, 'assets is a test connection (isProduction: false), and jira is production'],
    ['is production where Jira is a test', {}, false, 'assets is production, and jira is a test connection'],
    ['names no workspace', { url: 'https://api.atlassian.com' }, true, 'assets names no workspace in its url'],
  ])('that %s is a mistake', (_what, named, isProduction, because) => {
    expect(() => placed(named, isProduction)).toThrow(expect.objectContaining({ name: 'UserMistake', path: ['options', 'changes', 'items', 'connection'], message: expect.stringContaining(because) as string }) as Error);
  });

  it('is a mistake where nobody tells of other connections', () => {
    expect(() => placeOfItems({ field: 'customfield_7', connection: 'assets' }, { name: 'jira', isProduction: true, url }, {}, cloudItems)).toThrow('there is no connection "assets"');
  });

  it.each([
    [url, workspaceId], [`${url}/`, workspaceId], [url.toUpperCase().replace('JSM/ASSETS/WORKSPACE', 'jsm/assets/workspace').replace('/V1', '/v1'), workspaceId],
    [`https://api.atlassian.com/ex/jira/11/jsm/assets/workspace/${workspaceId}/v1`, workspaceId],
    ['https://api.atlassian.com/jsm/assets/workspace//v1', null], [`${url}/object`, null], ['https://jira.example', null],
  ])('at %s is of workspace %s', (address, id) => {
    expect(workspaceIdOf(address)).toBe(id);
  });
});
