import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import { itop } from './index.ts';
import { createProblemReader } from './problem.ts';
import { changeOf } from './translate/change.ts';
import { itemOf } from './translate/item.ts';
import { getAnswer, linkList, relatedAnswer, textOf, writeAnswer } from './wire.ts';

/** Answers of a real iTop, recorded by others; they lie beside the repository and not in it. */
const folder = join(import.meta.dirname, '../../../../shared/apis/recordings/itop');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;

const clock = { now: () => new Date('2026-11-23T05:00:00Z') };
const origin = { instance: { name: 'itop', url: 'https://itop.example', options: { timeZone: 'UTC', correlation: {} } }, fetchedAt: '2026-11-23T05:00:00.000Z' };
const problem = createProblemReader(clock);
/** One recording has the status on a second line. */
const json = (text: string): unknown => JSON.parse(text.split('\n')[0] ?? '') as unknown;

function connection(): Connection {
  return itop.connect({ name: 'itop', isProduction: true, url: 'https://itop.example', auth: { kind: 'basic', userName: 'u', password: 'p' }, options: { statusClasses: [] }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock });
}

/** What this connector never asks for, and why. */
const notMet: Readonly<Record<string, string>> = { 'itop_list_operations.json': 'the operations are known' };

const replayed: Readonly<Record<string, (text: string) => void | Promise<void>>> = {
  'itop_applicationsolution_all.json': (text) => {
    const { total, things } = getAnswer.parse(json(text));
    expect(total).toBe(4);
    expect(things.map((thing) => itemOf(thing, { status: textOf(thing, 'status'), version: null, environment: null }, origin))[0]).toMatchObject({
      id: 'itop:ci:11', label: 'CRM', className: 'ApplicationSolution', operationalState: 'OPERATIONAL', runningVersion: null, owner: null,
      source: { reference: 'itop:ci:CRM', url: 'https://itop.example/pages/UI.php?operation=details&class=ApplicationSolution&id=11' },
    });
  },
  'itop_functionalci_page1.json': async (text) => {
    expect(getAnswer.parse(json(text))).toMatchObject({ total: 31, things: { length: 5 } });
    // Five of 31 are no whole answer to a question without pages.
    nock('https://itop.example').post('/webservices/rest.php').query({ version: '1.3' }).reply(200, text, { 'content-type': 'application/json' });
    await expect(connection().readers.ci?.read([{ key: 'Apache' }], judging)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('found 31 objects and showed 5') as string } });
  },
  'itop_get_related.json': (text) => {
    const { objects, relations } = relatedAnswer.parse(json(text));
    expect(objects.map(({ className, id }) => `${className} ${id}`)).toEqual(['Server 1', 'Hypervisor 18', 'Farm 16', 'VirtualMachine 21', 'VirtualMachine 22', 'VirtualMachine 23']);
    expect(relations['Server::1']).toEqual([{ key: 'Hypervisor::18' }]);
  },
  'itop_empty.json': (text) => { expect(getAnswer.parse(json(text))).toEqual({ total: 0, things: [] }); },
  'itop_normalchange_create.json': (text) => {
    const change = writeAnswer.parse(json(text));
    expect(changeOf(change, new Map(), origin)).toMatchObject({ id: 'itop:change:1', number: 'C-000001', title: 'Deploy app 1.2', type: 'NORMAL', state: 'NEW', approval: 'NOT_REQUESTED', requestedBy: null });
    expect(linkList.parse(change.fields['functionalcis_list']).map(({ functionalci_id: id, impact_code: code }) => [id, code])).toEqual([['1', 'manual'], ['18', 'computed']]);
  },
  'itop_error_bad_login.txt': (text) => { expect(problem(200, json(text), {})).toMatchObject({ code: 'UNAUTHORIZED' }); },
  'itop_error_unknown_class.json': (text) => { expect(problem(200, json(text), {})).toMatchObject({ code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('no such class') as string }); },
  'itop_error_unknown_field.json': (text) => { expect(problem(200, json(text), {})).toMatchObject({ code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('no such attribute') as string }); },
  'itop_apply_stimulus_invalid.json': (text) => { expect(problem(200, json(text), {})).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('life cycle') as string }); },
  'itop_apply_stimulus_missing_fields.json': (text) => { expect(problem(200, json(text), {})).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('acceptance_date, acceptance_comment') as string }); },
};

suite(isThere ? 'recorded answers' : 'recorded answers (skipped: ../shared/apis/recordings is not here)', () => {
  it('are all replayed, or left out for a reason', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...Object.keys(replayed), ...Object.keys(notMet)].toSorted());
  });

  it.each(Object.entries(replayed))('%s', async (file, replay) => {
    await replay(readFileSync(join(folder, file), 'utf8'));
  });
});
