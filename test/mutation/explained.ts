/** A mutant that no spec can notice, or that none should: which, and why. */
export interface Explained {
  /** A file, or the beginning of the paths of several. */
  readonly file: string;
  /** The source that it stands in the place of, exactly. */
  readonly original?: string;
  /** What stands there then; left out where the reason holds for whatever does. */
  readonly replacement?: string;
  /** Whether the reason holds for this line of source and this original. */
  readonly holds?: (line: string, original: string) => boolean;
  readonly why: string;
}

const gates = 'src/readiness/gates/';
const nobody = '["Stryker was here"]';

export const explained: readonly Explained[] = [
  // Of every gate.
  {
    file: gates, replacement: 'false', holds: (line, original) => line.includes('broken !== null ||') && /record\.state !== 'known'$/.test(original),
    why: '`unusable` finds something wrong with whatever is not known: the second half is for the compiler.',
  },
  {
    file: gates, replacement: '""', holds: (line, original) => /return broken \?\? (hidden|unread)\(/.test(line) && original !== "'known'",
    why: 'What stands behind `??` is for the compiler: `unusable` finds something wrong with whatever is not known.',
  },
  {
    file: gates, holds: (line, original) => line.includes("'PASS'") && ['because', 'actual'].some((name) => line.includes(`${name}: ${original}`)),
    why: 'What one finding says when it passes is told to nobody: `conclude` says `passes`, and counts.',
  },
  {
    file: gates, replacement: nobody, holds: (line, original) => original === '[]' && /relations: \[\]|\.default\(\[\]\)/.test(line),
    why: 'No relation, person, template, licence or environment has that name, so that the list still holds none.',
  },

  {
    file: gates, replacement: nobody, holds: (line, original) => original === '[]' && /findings: |\(inPlan \? \[planFinding|suites\.length === 0\) return/.test(line),
    why: 'A text among findings is none: it has no outcome, and is neither counted nor told.',
  },

  // The words of the domain.
  { file: 'src/domain/deployment-redaction.ts', original: '[]', replacement: nobody, why: 'No kind of record has that name, so that the step still speaks of none.' },
  { file: 'src/domain/deployment-redaction.ts', original: 'outlook.hidden.length === 0', replacement: 'false', why: 'Where nothing is hidden no step hides anything; to ask first is quicker.' },
  { file: 'src/domain/deployment-redaction.ts', holds: (_line, original) => original === 'because !== null' || original === 'name !== null', why: 'Nothing is read as the word "null", which no step says and no record is called.' },
  { file: 'src/domain/incident-cause.ts', original: 'openedAt === null', replacement: 'false', holds: (line) => line.includes('const after ='), why: 'What is reckoned from no moment is not a number, and not at least nought either.' },
  { file: 'src/domain/incident-cause.ts', original: 'one < other', replacement: 'one <= other', why: 'Equal ones are dealt with in the line before.' },
  { file: 'src/domain/naming.ts', original: 'text === null', replacement: 'false', why: 'No text is read as the word "null", which no environment is called.' },
  { file: 'src/domain/person.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('.exec(email'), why: 'Its second is looked at, and there is none.' },
  { file: 'src/domain/person.ts', holds: (line, original) => line.includes('const [, name') && (original.startsWith('/^') || original.endsWith('.toLowerCase()')), why: 'An address has one line and is compared with another that went the same way: what is found begins at its beginning and goes to its end.' },
  { file: 'src/domain/redaction.ts', original: 'Array.isArray(value)', replacement: 'false', why: 'A list is read as an object then, whose keys are numbers, which name nothing.' },
  { file: 'src/domain/redaction.ts', original: 'hidden.length === 0', replacement: 'false', why: 'Where nothing is hidden nothing is found either; to ask first is quicker.' },
  { file: 'src/domain/redaction.ts', holds: (line, original) => line.includes("'kind' in value") && original.startsWith("'kind' in value && 'source' in value"), why: 'What has no kind is of no kind that is hidden, and what has no source is found out by the next.' },
  { file: 'src/domain/person.ts', original: "''", replacement: '"Stryker was here!"', holds: (line) => line.includes('const [, name'), why: 'Whatever matches has a domain, if an empty one.' },
  { file: 'src/domain/reference.ts', holds: (line, original) => line.includes('match ?? []') || /^(connection|key) === undefined/.test(original), why: 'A text that does not match has no kind either, and is none for that.' },
  { file: 'src/domain/reference.ts', original: '/^([a-z][a-z0-9-]*):([a-z-]+):(.+)$/s', replacement: '/^([a-z][a-z0-9-]*):([a-z-]+):(.+)/s', why: 'The key takes all there is, line breaks too.' },
  { file: 'src/domain/release.ts', original: 'exclusion === other.excluded', replacement: 'false', why: 'What is the same is written the same; to ask first is quicker.' },
  { file: 'src/domain/restriction.ts', original: 'word !== null', replacement: 'true', why: 'No list of words holds null; the type asks.' },
  { file: 'src/domain/ports/delivery-store.ts', holds: (line, original) => line.includes('.exec(key)') || /=== undefined/.test(original), why: 'A key that does not match has neither relation nor record; what it holds goes to its end, line breaks too.' },

  // conclude, weigh, judge
  { file: 'src/readiness/conclude.ts', original: 'latest === null', replacement: 'false', why: 'A comparison with null is false as well, and leaves null.' },
  { file: 'src/readiness/conclude.ts', original: 'moment > latest', replacement: 'moment >= latest', why: 'The later of two equal moments is either.' },
  { file: 'src/readiness/weigh.ts', original: 'standing.map(({ passesFromAt }) => passesFromAt).filter((moment) => moment !== null)', why: 'Kept, a null sorts behind every moment, is the last, and says the same: no moment.' },
  { file: 'src/readiness/judge.ts', original: "outcome === 'NOT_READY'", replacement: 'true', why: '`readyFrom` is null of what is READY, and of what an UNKNOWN keeps from it, which promises no moment.' },

  // no-freeze
  { file: `${gates}no-freeze/index.ts`, holds: (line) => line.includes('Nobody looked for freezes.'), why: 'There is a finding always, so that this is said never.' },
  { file: `${gates}no-freeze/index.ts`, original: 'standardChangesPass.length === 0', replacement: 'false', why: 'Which changes are standard does not matter where the policy lets none pass.' },
  { file: `${gates}no-freeze/index.ts`, original: "'PASS'", replacement: '""', why: 'A finding that neither fails nor is unknown passes; this one has no evidence to show.' },
  { file: `${gates}no-freeze/index.ts`, holds: (line, original) => line.includes('const times =') && /^\[\]$|one\.times !== null/.test(original), why: 'Where times cannot be told there is an unknown finding, and its missing moment makes that of the verdict none.' },
  { file: `${gates}no-freeze/reckoned.ts`, original: 'standard !== null', replacement: 'true', why: 'Then it is null that is returned.' },
  { file: `${gates}no-freeze/blackout.rule.ts`, original: 'timedOf(blackout)?.map', why: 'What it throws instead is caught, and means the same: it cannot be told.' },
  { file: `${gates}no-freeze/blackout.rule.ts`, original: 'covering === undefined', replacement: 'false', why: 'What it throws instead is caught, and means the same: it cannot be told.' },
  { file: `${gates}no-freeze/blackout.rule.ts`, holds: (_line, original) => /^\{\s+return undefined;\s+\}$/.test(original), why: 'A function that returns nothing returns undefined.' },
  { file: `${gates}no-freeze/`, holds: (line, original) => line.includes("'PASS'") && (original === "', '" || line.includes(`because: ${original}`)), why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}no-freeze/blackout.rule.ts`, holds: (_line, original) => original === "'further notice'" || original === "'it ends'", why: 'No tool tells a blackout without an end; the type of a stretch allows for a freeze’s.' },

  // change-is-approved
  { file: `${gates}change-is-approved/approval.ts`, holds: (_line, original) => original === '`${record.label} is approved.`' || original === '`${record.label} approved`', why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}change-is-approved/approval.ts`, original: "change.approvals.state !== 'known'", replacement: 'false', why: 'A change whose approvals are not known does not get as far as passing, but a standard one by its template, which says nobody then.' },
  { file: `${gates}change-is-approved/counting.ts`, holds: (_line, original) => original === "'NO'" || original === "'YES'", why: 'A change counts when this says YES or UNKNOWN; whatever else means that it does not.' },
  { file: `${gates}plan-is-agreed/index.ts`, holds: (_line, original) => /^`\$\{(valid\.person\.name|spoken\(role\))\}( agreed as|:) \$\{(spoken\(role\)|valid\.person\.name)\}\.?`$/.test(original), why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}plan-is-agreed/index.ts`, original: "'does not count'", why: 'Whoever is told of here has an objection against them, or their agreement would have been the one that counts.' },
  { file: `${gates}package-is-in-the-dml/index.ts`, holds: (line, original) => line.includes('is in ${record.repository}.') && original.startsWith('`${record.name} '), why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}change-is-approved/counting.ts`, original: 'link?.origin', why: 'A change that is judged is linked; the type is for records that nothing links.' },
  { file: `${gates}change-is-approved/approvers.ts`, original: 'approvals.length > 0', holds: (line) => line.includes('isGiven ||'), why: 'Without approvals nobody has given one and nothing is undecided, so that the second half is false by itself.' },
  { file: 'src/deployment/advance.ts', original: 'to === state', why: 'Each state that is an end is reached by some row, so that not to ask changes nothing.' },
];
