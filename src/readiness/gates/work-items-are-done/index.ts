import { z } from 'zod';
import type { WorkItemFacts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { allOf } from '../../spoken.ts';

/** Progress comes from the status's category, never from its name: customers rename and translate statuses (apis/README §5). */
export const workItemsAreDone = defineGate({
  name: 'work-items-are-done',
  sentence: 'Every piece of work planned for the release is done.',
  why: 'A release that goes out with open work does not do what it promised.',
  needs: ['work items of the release', 'progress of each'],
  parameters: z.strictObject({}),
  reads: ['work-item'],
  relations: ['WORK_ITEM'],
  look({ workItems, release }) {
    return {
      expected: 'all done',
      findings: workItems.map(findingOf),
      passes: `${allOf(workItems.length, 'work item')} done.`,
      nothing: { because: `No work item is planned for ${release.key}.`, remedy: `Set the fix version ${release.version} on the work behind ${release.key}, or link it.` },
    };
  },
});

function findingOf(item: WorkItemFacts): Finding {
  const broken = unusable(item);
  if (broken !== null || item.record.state !== 'known') return broken ?? hidden(item, 'progress', 'the progress');
  const record = item.record.value;
  const status = record.statusLabel ?? record.progress.toLowerCase().replace('_', ' ');
  const told = { actual: `${record.key}: ${status}`, evidence: [says(record, 'progress', status)], restsOn: [`${record.id} ${record.progress}`] };
  switch (record.progress) {
    case 'DONE': return finding('PASS', { ...told, because: `${record.key} is done.` });
    case 'UNKNOWN': return finding('UNKNOWN', { ...told, because: `${record.key} has a status whose progress Muster cannot tell (${status}).`, remedy: `Give the status of ${record.key} a category.`, remedyUrl: record.source.url });
    default: return finding('FAIL', {
      ...told, because: `${record.key}${record.title === null ? '' : ` "${record.title}"`} is not done: it is ${status}.`,
      remedy: `Finish ${record.key}, or move it out of the version.`, remedyUrl: record.source.url, responsible: item.assignee == null ? [] : [item.assignee],
    });
  }
}
