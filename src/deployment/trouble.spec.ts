import { DeploymentRunner } from './runner.ts';
import { carryOn } from './testing/carry-on.ts';
import { Scene } from './testing/scene.ts';

describe('what cannot be done at once', () => {
  it('asks for a person when the CMDB keeps another version, and goes on trying', async () => {
    const scene = new Scene();
    scene.tools.reconciles = false;
    const { id } = await scene.accept();
    const stuck = await carryOn(scene, id, 3);
    expect(stuck).toMatchObject({ state: 'RECORDING', needsAttention: true });
    expect(stuck.because).toContain('another source has precedence');
    expect(scene.tools.changeState).toBe('REVIEW');
    scene.tools.reconciles = true;
    expect(await carryOn(scene, id)).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
  });

  it.each(['cmdb', 'move:REVIEW'])('a record that fails (%s) does not keep the others waiting, and nothing undoes the deployment', async (failing) => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === failing) throw new Error('the tool is down'); };
    const stuck = await carryOn(scene, id, 12);
    expect(stuck).toMatchObject({ state: 'RECORDING', needsAttention: true, because: expect.stringMatching(/^the tool is down Mend that, or settle the step [a-z-]+ with settleStep\.$/) as unknown });
    expect(scene.tools.cmdbWrites + scene.tools.changeMoves.length).toBe(2);
    scene.tools.meet = () => undefined;
    expect(await carryOn(scene, id)).toMatchObject({ state: 'SUCCEEDED', needsAttention: false });
  });

  it('pauses longer after each failed try', async () => {
    const scene = new Scene();
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === 'cmdb') throw new Error('down'); };
    const runner = new DeploymentRunner(scene.ports());
    const pauses: (number | null)[] = [];
    for (let looks = 0; looks < 10; looks += 1) pauses.push(await runner.look(id));
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]);
  });

  it('follows through a deployer that cannot be asked for a while', async () => {
    const scene = new Scene();
    scene.tools.runsEnd = 'RUNNING';
    const { id } = await scene.accept();
    scene.tools.meet = (call) => { if (call === 'observe') throw new Error('GitHub is down'); };
    expect(await carryOn(scene, id, 10)).toMatchObject({ state: 'RUNNING', needsAttention: true });
    scene.tools.meet = () => undefined;
    expect(await carryOn(scene, id, 2)).toMatchObject({ state: 'RUNNING', needsAttention: false });
  });

  it('gives ill items time, then fails with an incident, and still writes what runs', async () => {
    const scene = new Scene();
    scene.tools.itemState = 'NON_OPERATIONAL';
    const { id } = await scene.accept();
    expect((await carryOn(scene, id, 5)).state).toBe('VERIFYING');
    const end = await carryOn(scene, id, 400);
    expect(end).toMatchObject({ state: 'FAILED', liveAt: null });
    expect(end.finishedAt).toBe('2026-11-23T05:05:00.000Z');
    expect(scene.tools).toMatchObject({ cmdbVersion: '2.4.0', closeCodes: [undefined, 'unsuccessful'] });
    expect(scene.tools.incidents.size).toBe(1);
  });

  it('does not take an item whose state nobody knows for healthy', async () => {
    const scene = new Scene();
    scene.tools.itemState = 'UNKNOWN';
    const { id } = await scene.accept();
    expect(await carryOn(scene, id, 10)).toMatchObject({ state: 'VERIFYING', needsAttention: true });
  });
});
