import { brief, count, date, measure, record, records, rowId, text, truth } from '../columns.ts';
import { connection, parameter, timeZone } from '../parameters.ts';
import { define } from '../report.ts';

export const findings = {
  JOINER_WITHOUT_ACCOUNT: 'who came within joinedWithin has no account that is in use',
  JOINER_WITHOUT_LICENCE: 'who came within joinedWithin has an account and no licence',
  MOVER_HOLDS_LICENCE: 'who moved to another unit still holds a licence that they were given before',
  LEAVER_HOLDS_LICENCE: 'who left still holds a licence',
  LEAVER_HAS_ACCOUNT: 'who left still has an account that is in use',
  LEAVER_ON_RELEASE: 'who left still owns an open release, is a stakeholder of one, or agreed to a plan of one',
  UNKNOWN_HOLDER: 'somebody holds a licence of whom no feed says anything, or nobody can tell who they are',
} as const;

export const definition = define({
  name: 'joiners-movers-leavers',
  title: 'Joiners, movers, leavers',
  says: 'Who came and lacks an account or a licence, who moved or left and still holds one, and what does that cost a month?',
  rules: [
    ...Object.entries(findings).map(([finding, meaning]) => `${finding}: ${meaning}.`),
    'Who came, moved, is on leave or left is what the last feed says (muster people import). Of whom it does not name, and whose employment it does not tell, nothing is known: they are unknown and never leavers.',
    'exempt says why a finding asks for nothing now: GRACE, its grace period has not passed; ON_LEAVE, they are employed and away; NEW_STARTER, they came within newStarter; SINCE_UNKNOWN, the tool does not say since when the licence is held.',
    'is_reclaimable: a mover’s or leaver’s licence without an exemption. Only those are in reclaimable and reclaimable_cost.',
    'A grace period counts whole days in timeZone: who left on the first with a grace of a day is exempt through the second. On the last day somebody is still there.',
    'People are joined by e-mail; a holder without one by the e-mail of their account. Accounts of services, accounts that are not in use and entitlements that are over do not count.',
    'Costs are those of one right of the licence; a licence without a cost has none, and is counted in cost_unknown. Sums over several currencies are null.',
    'What a feed said before is not kept: this report has no past.',
  ],
  parameters: [
    timeZone, connection,
    parameter({ name: 'by', kind: 'WORD', words: ['PERSON', 'PRODUCT'], usual: 'PERSON', says: 'What a row is about: a finding of a person, or those of a product and currency.' }),
    parameter({ name: 'finding', kind: 'WORDS', words: Object.keys(findings), says: 'Only these findings. Left out: all.' }),
    parameter({ name: 'joinedWithin', kind: 'DURATION', usual: 'P90D', says: 'How long somebody is a joiner.' }),
    parameter({ name: 'joinerGrace', kind: 'DURATION', usual: 'P3D', says: 'How long after their first day a joiner may lack an account or licence.' }),
    parameter({ name: 'newStarter', kind: 'DURATION', usual: 'P30D', says: 'How long after their first day nothing is taken from somebody.' }),
    parameter({ name: 'moverGrace', kind: 'DURATION', usual: 'P14D', says: 'How long after a move the licence may be kept.' }),
    parameter({ name: 'leaverGrace', kind: 'DURATION', usual: 'P7D', says: 'How long after the last day it may.' }),
  ],
  behind: ['entitlement_id', 'record_ids'],
  columns: [
    rowId,
    text('finding', 'What was found; null for a product.', { isNullable: true, ...brief }),
    text('email', 'Who; null for a product, or when nobody can tell.', { isNullable: true, ...brief }),
    text('name', 'Their name.', { isNullable: true, ...brief }),
    text('employment', 'ACTIVE, ON_LEAVE, LEFT or UNKNOWN; null for a product.', { isNullable: true }),
    text('unit', 'Where they work.', { isNullable: true }),
    date('since', 'The first day, the day of the move, or the last day; null when unknown.', { isNullable: true, ...brief }),
    text('product', 'What the licence is for.', { isNullable: true, ...brief }),
    text('exempt', 'Why nothing is asked for now; null when nothing stands against it.', { isNullable: true, ...brief }),
    truth('is_reclaimable', 'Whether the licence could be taken back now; null for a product.', { isNullable: true, ...brief }),
    measure('cost', null, 'What the licences of the row cost a month, in currency.', { ...brief }),
    measure('reclaimable_cost', null, 'What those that could be taken back cost.'),
    text('currency', 'ISO 4217.', { isNullable: true, ...brief }),
    count('findings', 'Findings of the row.', { behind: ['email', 'entitlement_id', 'record_ids'] }),
    count('reclaimable', 'Licences that could be taken back now.'),
    count('cost_unknown', 'Licences whose cost nobody said.'),
    count('releases', 'Open releases that they own, look after or agreed to.', { isTotal: false, behind: ['release_ids'] }),
    record('entitlement_id', 'The right that is held.'),
    records('record_ids', 'Accounts, licences or releases behind it.'),
    records('release_ids', 'Open releases that they own, look after or agreed to; none of a product.'),
  ],
  moreTotals: [...Object.keys(findings).map((finding) => count(finding.toLowerCase(), `Findings ${finding}.`)), count('exempt', 'Findings with an exemption.'), count('people_listed', 'People whom the last feed names; those of whom there is nothing to say have no row.')],
  restsOn: ['account', 'licence', 'entitlement'],
});
