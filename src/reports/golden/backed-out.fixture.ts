import { deployed, linked, released, sealed } from '../reports.fixture.ts';
import { change, digest, incident, otherDigest, ownItem, type Golden, type GoldenCase } from './cells.fixture.ts';

const noDeployment = 'It reads no deployment.';

/** payments-2 went live at ten and was taken back at eleven: payments-1 took its place again. */
async function takenBack(golden: Golden): Promise<void> {
  for (const [key, of] of [['payments-1', digest], ['payments-2', otherDigest]] as const) {
    await released(golden, key);
    await sealed(golden, key, of);
  }
  await deployed(golden, { id: 'bad', at: '2026-11-02T10:00:00Z', state: 'BACKED_OUT', release: 'payments-2', digest: otherDigest, by: 'ines@bank.example' });
  await deployed(golden, { id: 'out', at: '2026-11-02T11:00:00Z', backOutOf: 'bad', release: 'payments-1', digest, by: 'ines@bank.example' });
}

export const backedOut: GoldenCase = {
  name: 'releases that were backed out',
  cells: {
    'delivery-performance': { in: 'takes a back-out for a remedy: its deployment failed until then, and it is neither a deployment nor a failure' },
    compliance: {
      says: 'looks at a back-out, and finds nothing against it but bytes that are not the right ones',
      async proves(golden) {
        await takenBack(golden);
        // The change of what runs again is over since October, as it is when a release is put back.
        await change(golden, 'desk:change:1', '2026-10-20T09:00:00.000Z', '2026-10-20T11:00:00.000Z', { state: 'CLOSED' });
        await linked(golden, 'payments-1', 'CHANGE', 'desk:change:1');
        const said = async () => (await golden.rows()).filter(({ deployment_id: id }) => id === 'deployment:out').map(({ finding }) => finding);
        expect([await said(), await golden.report().totals()]).toMatchObject([[], { deployments: 2, deployments_with_findings: 1 }]);
        await golden.sql(`update muster.deployment set package_digest = 'f' where id = 'deployment:out'`);
        expect(await said()).toEqual(['UNSEALED_ARTIFACT']);
        await golden.sql(`update muster.deployment set package_digest = null where id = 'deployment:out'`);
        expect(await said()).toEqual(['UNKNOWN_ARTIFACT']);
      },
    },
    'why-releases-wait': { cannot: `${noDeployment} A release that was backed out is judged anew like any other.` },
    'running-versus-recorded': { in: 'finds another version, after a back-out too, and does not know a hidden one' },
    'incident-causes': {
      says: 'puts what came before the back-out down to what was taken back, and what came after it to the back-out',
      async proves(golden) {
        await takenBack(golden);
        await ownItem(golden);
        await incident(golden, 'desk:incident:1', '2026-11-02T10:30:00.000Z', { isOpen: false, resolvedAt: '2026-11-02T11:30:00.000Z' });
        await incident(golden, 'desk:incident:2', '2026-11-02T11:30:00.000Z');
        expect(await golden.column('deployment_id')).toEqual(['deployment:bad', 'deployment:out']);
        expect((await golden.rows({ by: 'RELEASE' })).map(({ release, incidents, lost }) => [release, incidents, lost])).toEqual([['payments-1', 1, 2_507_400], ['payments-2', 1, 3_600]]);
      },
    },
    'joiners-movers-leavers': { cannot: noDeployment },
    calendar: {
      says: 'shows both, as they went, none of them cancelled',
      async proves(golden) {
        await takenBack(golden);
        expect((await golden.rows({ since: '2026-11-02', until: '2026-11-03' })).map(({ release, state, status }) => [release, state, status])).toEqual([['payments-2', 'BACKED_OUT', 'CONFIRMED'], ['payments-1', 'SUCCEEDED', 'CONFIRMED']]);
      },
    },
    'readiness-history': { cannot: `${noDeployment} A release that was backed out is judged anew like any other.` },
    'waiver-debt': { cannot: `${noDeployment} A waiver is of a package, wherever that went.` },
    'connection-health': { cannot: noDeployment },
  },
};
