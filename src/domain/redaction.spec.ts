import type { Evidence, GateVerdict, Readiness } from './readiness.ts';
import { UserMistake } from './error.ts';
import { holdsHidden, namesIn, redactedMistake, redactedProblem, redactedReadiness, redactedVerdict, restsOnHidden, visibleAmong, type Outlook } from './redaction.ts';
import type { Hidden } from './restriction.ts';

const hidden: readonly Hidden[] = [{ connection: 'tool', kind: 'incident', classifications: null }, { connection: 'tool', kind: 'change', classifications: ['embargo'] }];
const outlook: Outlook = { hidden, readsOf: (gate) => ({ 'is-calm': ['incident'] as const, 'is-approved': ['change'] as const, 'is-done': ['work-item'] as const })[gate], isVisible: (name) => Promise.resolve(name === 'tool:change:open') };

const evidence = (recordId: string): Evidence => ({ recordId, source: { reference: recordId }, label: recordId, value: 'secret' } as Evidence);
const verdict = (gate: string, names: readonly string[], restsOn: readonly string[] = names): GateVerdict => ({
  gate, outcome: 'FAIL', isBlocking: true, because: 'secret', expected: 'secret', actual: 'secret', remedy: 'secret', remedyUrl: 'https://secret.example', responsible: [{ name: 'secret' }],
  evidence: names.map(evidence), restsOn, passesFromAt: null, waiver: null,
} as unknown as GateVerdict);

describe('A verdict as somebody may be told it', () => {
  it('is the very one where it names nothing hidden, and its gate reads nothing that is hidden whole', async () => {
    const done = verdict('is-done', ['tool:work-item:1']);
    const approved = verdict('is-approved', ['tool:change:open'], ['tool:change:open approved']);
    expect(await redactedVerdict(done, outlook)).toBe(done);
    expect(await redactedVerdict(approved, outlook)).toBe(approved);
  });

  it.each([
    ['evidence of a hidden record', verdict('is-approved', ['tool:change:open', 'tool:change:embargo'], [])],
    ['what it rests on', verdict('is-approved', [], ['tool:change:open approved', 'tool:change:embargo approved'])],
    ['a record of a kind that is hidden whole, of whatever gate', verdict('is-done', ['tool:incident:1'])],
    ['a gate that reads a kind which is hidden whole', verdict('is-calm', [])],
    ['a gate that nobody knows', verdict('is-ours', [])],
    ['what it says', { ...verdict('is-done', []), because: 'The items of tool:change:embargo were not told.' }],
  ])('keeps its outcome and loses its words for %s', async (_what, given) => {
    const told = await redactedVerdict(given, outlook);
    expect(told).toMatchObject({ gate: given.gate, outcome: 'FAIL', isBlocking: true, because: restsOnHidden, expected: null, actual: null, remedy: null, remedyUrl: null, responsible: [] });
    expect(JSON.stringify({ ...told, because: '' })).not.toMatch(/embargo|incident/);
    expect(told.evidence.map(({ recordId }) => recordId)).toEqual(given.evidence.map(({ recordId }) => recordId).filter((id) => id === 'tool:change:open'));
  });

  it('is the very judgement for somebody from whom nothing is hidden', async () => {
    const readiness = { verdicts: [verdict('is-calm', ['tool:incident:1'])] } as unknown as Readiness;
    expect(await redactedReadiness(readiness, { ...outlook, hidden: [] })).toBe(readiness);
    expect((await redactedReadiness(readiness, outlook)).verdicts[0]?.because).toBe(restsOnHidden);
  });
});

describe('Names in plain data', () => {
  it('are references and identities, alone and within texts, keys of objects too', () => {
    expect(namesIn({ a: ['tool:change:1', 'waits for tool:incident:I-1, then'], 'jira:work-item:PAY-1': null, b: 'http://tool:change', c: 'xtool:gate:1' })).toEqual(['tool:change:1', 'tool:incident:I-1', 'jira:work-item:PAY-1']);
  });

  it('end before the end of their sentence', () => {
    expect(namesIn('Is it tool:change:1?! It was tool:change:2...')).toEqual(['tool:change:1', 'tool:change:2']);
    expect(namesIn('It rests on tool:change:1. Could not read tool:artifact:libs/a-1.0.tgz!')).toEqual(['tool:change:1', 'tool:artifact:libs/a-1.0.tgz']);
  });

  it('make data one that holds something hidden, as a record in it does by what it is', async () => {
    const record = (classification?: string | null) => ({ deep: [{ kind: 'change', id: 'other:change:9', source: { connection: 'tool', reference: 'other:change:9' }, ...(classification !== undefined && { classification }) }] });
    expect(await Promise.all([['tool:incident:9'], { a: 'rests on tool:change:embargo' }, record('Embargo'), record()].map((one) => holdsHidden(one, outlook)))).toEqual([true, true, true, true]);
    expect(await Promise.all([['other:incident:9'], { a: 'rests on tool:change:open' }, record(null), null, 7].map((one) => holdsHidden(one, outlook)))).toEqual([false, false, false, false, false]);
  });
});

describe('What stood in the way of an act', () => {
  const said = (message: string, about: readonly string[] = []) => new UserMistake('CONFLICT', message, ['environment'], about);

  it('keeps its code and its place, and loses its words about what is hidden, named by them or by what they are about', async () => {
    for (const mistake of [said('C1 is about staging.', ['tool:change:embargo']), said('Could not read tool:incident:I1.')]) {
      expect(await redactedMistake(mistake, {}, outlook)).toMatchObject({ code: 'CONFLICT', path: ['environment'], message: `${restsOnHidden} Ask somebody who may.` });
    }
  });

  it('is the very mistake about what may be seen, or was named by who acts, and where nothing is hidden', async () => {
    const [seen, typed] = [said('C1 is about staging.', ['tool:change:open', 'other:change:1']), said('There is no record tool:incident:I1.')];
    expect(await redactedMistake(seen, {}, outlook)).toBe(seen);
    expect(await redactedMistake(typed, { records: [{ reference: 'tool:incident:I1' }] }, outlook)).toBe(typed);
    expect(await redactedMistake(said('x', ['tool:incident:I1']), {}, { ...outlook, hidden: [] })).toMatchObject({ message: 'x' });
  });

  it('is told without the record where a tool failed at one', async () => {
    const problem = { code: 'UNEXPECTED_ANSWER', message: 'the items of tool:change:embargo were not told', sinceAt: '2026-11-23T12:00:00.000Z', retryAt: null } as const;
    expect(await redactedProblem(problem, outlook)).toEqual({ ...problem, message: restsOnHidden });
    expect(await redactedProblem({ ...problem, message: 'neither tool:change:open nor tool:change:embargo was told' }, outlook)).toEqual({ ...problem, message: restsOnHidden });
    const open = { ...problem, message: 'the items of tool:change:open were not told' };
    expect(await redactedProblem(open, outlook)).toBe(open);
    expect(await redactedProblem(problem, { ...outlook, hidden: [] })).toBe(problem);
  });
});

describe('What is looked for in plain data', () => {
  it('is every name in a text, or the text where it is one, whatever signs it holds', () => {
    expect(namesIn('from tool:change:1 to tool:change:2, at last')).toEqual(['tool:change:1', 'tool:change:2']);
    expect(namesIn("repo:artifact:libs/a(b);c's.jar")).toEqual(["repo:artifact:libs/a(b);c's.jar"]);
    expect([undefined, null, 7, true, [], {}].map(namesIn)).toEqual([[], [], [], [], [], []]);
  });

  it('may be seen when it is of no kind that is hidden, and when nobody asked for it', async () => {
    const visible = await visibleAmong(['tool:change:open', 'tool:change:embargo', 'tool:incident:1', 'tool:work-item:1'], outlook);
    expect(['tool:change:open', 'tool:change:embargo', 'tool:incident:1', 'tool:work-item:1', 'tool:incident:2'].map(visible)).toEqual([true, false, false, true, true]);
  });

  it('is a hidden record only where it has kind, source and id, and nothing for somebody from whom nothing is hidden', async () => {
    const record = { kind: 'incident', id: 'x', source: { connection: 'tool' } };
    expect(await holdsHidden([{ found: record }], outlook)).toBe(true);
    expect(await holdsHidden([record], { ...outlook, hidden: [] })).toBe(false);
    const others = [{ ...record, kind: undefined }, { kind: 'incident', id: 'x' }, { kind: 'incident', source: record.source }, { ...record, source: null }, { ...record, source: 'tool' }, { ...record, source: {} }, { source: record.source, id: 'x' }, { id: 'x' }];
    expect(await Promise.all(others.map((one) => holdsHidden(one, outlook)))).toEqual(others.map(() => false));
  });

  it('keeps back evidence of which either name is hidden, and what rests on two of which one is', async () => {
    const given = { ...verdict('is-approved', []), evidence: [{ ...evidence('tool:incident:5'), source: { reference: 'tool:work-item:5' } }, { ...evidence('tool:change:open'), source: { reference: 'tool:change:embargo' } }, { ...evidence('x'), recordId: null, source: { reference: 'tool:incident:9' } }, { ...evidence('x'), recordId: null, source: { reference: 'tool:work-item:9' } }] as unknown as Evidence[], restsOn: ['tool:change:open before tool:change:embargo', 'nothing else'] };
    expect(await redactedVerdict(given, outlook)).toMatchObject({ because: restsOnHidden, evidence: [{ source: { reference: 'tool:work-item:9' } }], restsOn: ['nothing else'] });
  });
});
