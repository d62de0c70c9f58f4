import { startLine, type Line } from './line-to-database.ts';
import { Stage } from './stage.ts';
import { suspended } from './stale.ts';

const server = process.env['DATABASE_URL'];
const suite = server === undefined ? describe.skip : describe;
const reason = server === undefined ? ' (skipped: DATABASE_URL is not set, and the embedded database takes one process only)' : '';
const services = 2;

/** The campaign's parts `paused` and `cut`, one round of each. */
suite(`a node that cannot write past its lease, and then comes back${reason}`, () => {
  let line: Line | undefined;
  let stage: Stage | undefined;
  beforeAll(async () => {
    const cable = await startLine(new URL(server ?? ''));
    line = cable;
    stage = await Stage.open({ server: server ?? '', nodes: 2, yard: { services, deployers: ['github'] }, databaseUrlOf: (nth, url) => (nth === 0 ? cable.through(url) : url) });
  }, 180_000);
  afterAll(async () => {
    await stage?.close();
    await line?.close();
  }, 60_000);

  it.each<[string, () => void, () => void]>([
    ['stopped by SIGSTOP', () => { stage?.hubs[0]?.signal('SIGSTOP'); }, () => { stage?.hubs[0]?.signal('SIGCONT'); }],
    ['behind a line to the database that is open and carries nothing', () => { line?.cut('half-open'); }, () => { line?.mend(); }],
  ])('%s: the other takes over, and it writes and triggers nothing more', async (_title, suspend, resume) => {
    if (stage === undefined) throw new Error('there is no stage');
    const { counts, wrong } = await suspended(stage, services, 300, { suspend, resume });
    expect(wrong).toEqual([]);
    expect(counts).toMatchObject({ deployments: services, staleWrites: 0, doubleTriggers: 0, lostDeployments: 0 });
  }, 120_000);
});
