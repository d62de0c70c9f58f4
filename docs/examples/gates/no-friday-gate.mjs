// A gate of one's own as a file beside muster.yaml: plugins: ['./gates/no-friday-gate.mjs']
// The function is handed what 'muster/gate' exports, so that the file needs nothing installed beside it.
export const gates = ({ defineGate, finding, says, unusable, hidden, z }) => [
  defineGate({
    name: 'not-planned-on-a-friday',
    sentence: 'No change of the release is planned to begin on one of the days named.',
    why: 'Who would mend it is not there on the day after.',
    needs: ['changes of the release'],
    relations: ['CHANGE'],
    parameters: z.strictObject({ days: z.array(z.int().min(0).max(6)).min(1).default([5]) }),
    look(facts, { days }) {
      return {
        expected: `no change that begins on day ${days.join(', ')} of the week, UTC`,
        findings: facts.changes.map((change) => {
          const broken = unusable(change);
          if (broken !== null) return broken;
          const record = change.record.value;
          if (record.plannedStartAt === null) return hidden(change, 'plannedStartAt', 'the planned start');
          const evidence = [says(record, 'plannedStartAt', record.plannedStartAt)];
          const told = { evidence, actual: `${record.label}: ${record.plannedStartAt}`, remedyUrl: record.source.url };
          return days.includes(new Date(record.plannedStartAt).getUTCDay())
            ? finding('FAIL', { ...told, because: `${record.label} is planned for a day on which nothing goes out.`, restsOn: [`${record.id} on a day named`], remedy: `Plan ${record.label} for another day.` })
            : finding('PASS', { ...told, because: `${record.label} is planned for another day.`, restsOn: [`${record.id} on another day`] });
        }),
        passes: 'No change is planned for such a day.',
        nothing: { because: `${facts.release.key} has no change in ${facts.environment.name}.`, remedy: 'Link the change that this release goes out under.' },
      };
    },
  }),
];
