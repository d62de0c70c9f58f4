import { receiptFor } from '../../readiness/index.ts';
import { signReceipt, type Receipt } from '../../receipt/index.ts';
import { keyPair } from '../../receipt/receipt.fixture.ts';
import { Scene, verdict } from './scene.ts';

/** The keys that receipts are signed with. */
export const ours = keyPair();
export const gates = [{ ...verdict('work-items-are-done', 'PASS', 'Done.'), restsOn: ['jira:work-item:1 done'] }];

/** A scene whose receipts count for half an hour, and a receipt of it. */
export function validated(): { readonly scene: Scene; readonly receipt: Receipt; readonly envelope: unknown } {
  const scene = new Scene();
  scene.receiptKeys = [ours.verifying];
  scene.readiness = { verdicts: gates };
  const receipt = receiptFor({ facts: { purpose: 'RELEASE', release: scene.release, plan: { plan: scene.plan } } as never, readiness: scene.readinessNow() }, 'assessment:1');
  if (receipt === null) throw new Error('no receipt for what is ready');
  return { scene, receipt, envelope: signReceipt(receipt, ours.signing) };
}
