import { brief, count, measure, moment, records, rowId, text, truth } from '../columns.ts';
import { asOf, parameter, production, service, since, team, timeZone, until } from '../parameters.ts';
import { define } from '../report.ts';

export const definition = define({
  name: 'why-releases-wait',
  title: 'Why releases wait',
  says: 'For each release and gate: how long did the gate hold it back before it was READY, in which tool, and how often did the verdict turn?',
  rules: [
    'It rests on the judgements that were stored (validateReadiness, muster readiness, and those of deployments); nobody knows what a gate would have said in between.',
    'A gate holds a release from a stored judgement that was not READY, and in which the gate was blocking and red (FAIL or UNKNOWN), until the next stored judgement; after the last one until the release is closed or canceled, until, or now.',
    'What a judgement of before since held on into the period is not counted: begin the period early enough.',
    'Several gates may hold a release at the same time: their times do not add up.',
    'A turn is a stored verdict that differs from the one before it.',
  ],
  parameters: [since, until, timeZone, service, team, production, parameter({ name: 'by', kind: 'WORD', words: ['RELEASE', 'GATE'], usual: 'RELEASE', says: 'A row per release and gate, or per gate over all releases.' }), asOf],
  behind: ['assessment_ids'],
  columns: [
    rowId,
    text('environment', 'Name of the environment.', brief),
    text('gate', 'Name of the gate.', brief),
    text('release', 'Key of the release; null when rows are by gate.', { isNullable: true, ...brief }),
    text('service', 'Key of its service; null when rows are by gate.', { isNullable: true }),
    text('team', 'Who looks after the service; null when nobody said, or when rows are by gate.', { isNullable: true }),
    text('tools', 'Connections whose records the red verdicts rest on, joined by spaces.', brief),
    text('responsible', 'Who could have turned it green, as the verdicts name them, joined by commas.', { isNullable: true }),
    measure('waited', 's', 'How long it held the release, or the releases together.', brief),
    measure('longest', 's', 'The longest stretch of that without a judgement in between.', {}),
    count('releases', 'Releases that it held.'),
    count('red_judgements', 'Stored judgements in which it was red.', brief),
    count('turns', 'How often its verdict turned.', { ...brief, behind: ['turn_ids'] }),
    truth('is_red_now', 'Whether it was red in the last stored judgement of one of them.', brief),
    moment('first_red_at', 'When it was first judged red.', { isNullable: true }),
    moment('last_red_at', 'When it was last judged red.', { isNullable: true }),
    records('assessment_ids', 'The stored judgements in which it was red.'),
    records('turn_ids', 'The stored judgements in which its verdict turned.'),
  ],
  restsOn: [],
});
