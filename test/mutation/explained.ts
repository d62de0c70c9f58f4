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

  // no-conflicting-change, people-are-current, package-is-tested, backout-plan-is-written
  { file: `${gates}no-conflicting-change/change.rule.ts`, holds: (line, original) => original === 'withChange === null' && line.includes('own.has') || original === 'record.value.number !== null', why: 'A conflict with no change is with none of its own, and no number is asked for where there is none: either half does what the other would.' },
  { file: `${gates}no-conflicting-change/change.rule.ts`, original: '[]', replacement: nobody, holds: (line) => line.includes('record.value.number'), why: 'No change has that number.' },
  { file: `${gates}no-conflicting-change/change.rule.ts`, original: 'checkedAt !== null', replacement: 'true', why: 'What is reckoned from no moment is not a number, and not late enough either.' },
  { file: `${gates}no-conflicting-change/deployment.rule.ts`, original: 'one.deployment.sequence < deployment.sequence', replacement: 'one.deployment.sequence <= deployment.sequence', why: 'No two deployments have the same place in the order.' },
  { file: `${gates}no-conflicting-change/deployment.rule.ts`, original: 'target !== null', replacement: 'true', holds: (line) => line.includes('own.names.has'), why: 'Nothing is called null.' },
  { file: `${gates}no-conflicting-change/deployment.rule.ts`, holds: (_line, original) => original.startsWith("{ state: 'absent'") || original === "'absent'", why: '`unlearnt` asks only whether somebody says why.' },
  { file: `${gates}no-conflicting-change/deployment.rule.ts`, original: "''", holds: (line) => line.includes("name ?? ''"), why: 'No target is called that: configuration demands a name.' },
  { file: `${gates}people-are-current/`, original: 'email === null', replacement: 'false', holds: (line) => /const own =|entitlements\.state/.test(line), why: 'An account without an address is not equal to nobody’s either: one is null, the other undefined.' },
  { file: `${gates}people-are-current/activity.ts`, holds: (line, original) => line.includes('unreadable !== undefined') && (original === "unreadable.state !== 'known'" || original === "'known'"), why: 'What was found is not known; the second half is for the compiler.' },
  { file: `${gates}people-are-current/`, original: "''", holds: (line) => line.includes("licenceId ?? ''") || line.includes("?? ''"), why: 'No licence has that id.' },
  { file: `${gates}people-are-current/`, original: '[]', replacement: nobody, holds: (line) => /const all =|const own =/.test(line), why: 'A text has no address, so that it is nobody’s account.' },

  { file: `${gates}no-conflicting-change/change.rule.ts`, original: '`${record.label}: no conflict`', why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}package-is-tested/suite.rule.ts`, holds: (line, original) => line.includes('latestYet') && (original === 'createdAt !== null' || original === 'createdAt > latestYet'), why: 'No moment is not later than the empty text, and the later of two equal ones is either.' },
  { file: `${gates}package-is-tested/suite.rule.ts`, holds: (line, original) => line.includes("'PASS' ? 'passed'") && ["outcome === 'PASS'", "'PASS'", "'passed'"].includes(original), why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}package-is-tested/index.ts`, replacement: '""', holds: (line) => line.includes('[broken ?? hidden('), why: 'What stands behind `??` is for the compiler: `unusable` finds something wrong with whatever is not known.' },
  { file: `${gates}dependencies-are-live/index.ts`, holds: (line, original) => original === "'UNSAID'" || (line.includes("last.packageDigest ?? ''") && original === "''"), why: 'Only NO is asked for, and whose digest nobody knows is no NO.' },
  { file: `${gates}knowledge-is-transferred/index.ts`, original: 'expiresAt !== null', replacement: 'true', why: 'Nothing is not before a moment.' },

  // artifact-licences-are-allowed, change-window-is-open, cmdb-matches-last-release, environment-came-before, knowledge-is-transferred, no-blocking-problem
  { file: `${gates}artifact-licences-are-allowed/index.ts`, original: "'PASS'", replacement: '""', holds: (line) => !line.includes('finding('), why: 'Only what fails and what is unknown is asked for.' },
  { file: `${gates}change-window-is-open/maintenance.rule.ts`, holds: (_line, original) => /^\{\s+return undefined;\s+\}$/.test(original), why: 'A function that returns nothing returns undefined.' },
  { file: `${gates}change-window-is-open/maintenance.rule.ts`, holds: (line) => line.includes('It is maintenance time by'), why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}change-window-is-open/window.rule.ts`, holds: (_line, original) => ['opens === undefined || closes === undefined', 'opens === undefined', 'closes === undefined'].includes(original), why: 'Where one window is, it opens and closes; where none is, neither: either half does what both do.' },
  { file: `${gates}cmdb-matches-last-release/index.ts`, original: "lastLive.state === 'known'", replacement: 'true', why: 'What is not known has no value, and so no version; the rest is for the compiler.' },
  { file: `${gates}cmdb-matches-last-release/index.ts`, original: "''", holds: (line) => line.includes('passes:'), why: 'What passes has a version.' },
  { file: `${gates}environment-came-before/index.ts`, original: "''", holds: (line) => line.includes("packageDigest ?? ''"), why: 'What is known to be another package has a digest.' },
  { file: `${gates}knowledge-is-transferred/index.ts`, original: '[]', replacement: nobody, holds: (line) => line.includes('const titles ='), why: 'No kind of article is called by a word of that text.' },
  { file: `${gates}no-blocking-problem/index.ts`, original: 'number !== null', replacement: 'true', why: 'No list of numbers holds null; the type asks.' },
  { file: `${gates}people-are-current/index.ts`, holds: (line) => line.includes('Nobody has a part in'), why: 'A release has an owner always, of whom there is a finding, so that this is said never.' },
  { file: `${gates}people-are-current/people.ts`, original: 'person?.isActive ?? null', why: 'Only whether one says no is asked; yes and nothing are the same.' },

  // package-is-signed, plan-is-agreed, risk-is-accepted, service-levels-hold, reach
  { file: `${gates}package-is-signed/index.ts`, original: '[]', replacement: nobody, holds: (line) => line.includes('readTrustedKey(pem) ??'), why: 'The parameters let no key by that cannot be read; the rest is for the compiler.' },
  { file: `${gates}package-is-signed/index.ts`, original: 'statement.predicateType !== null', replacement: 'true', why: 'No list of types holds null; the type asks.' },
  { file: `${gates}plan-is-agreed/index.ts`, original: 'countsFrom !== null', replacement: 'true', why: 'Nothing is before no moment.' },
  { file: `${gates}risk-is-accepted/index.ts`, holds: (line, original) => original.startsWith('`The risk of ${record.label} is ${spoken(') && line.includes("'PASS'"), why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}risk-is-accepted/index.ts`, holds: (_line, original) => ['approver !== null', 'approver?.isActive', 'approver?.id', 'approver?.name', "'somebody'"].includes(original), why: 'Only approvals by somebody who is known, and named in the policy, come so far; the rest is for the compiler.' },
  { file: `${gates}risk-is-accepted/index.ts`, original: '[]', replacement: nobody, holds: (line, original) => line.includes(`approver ?? ${original})`) && line.includes('responsible:'), why: 'Only approvals by somebody who is known come so far; the rest is for the compiler.' },
  { file: `${gates}risk-is-accepted/index.ts`, original: "''", holds: (line) => line.includes("record.risk ?? ''"), why: 'A change whose risk is not told does not come so far; the rest is for the compiler.' },
  { file: `${gates}service-levels-hold/index.ts`, original: "''", holds: (line) => line.includes("left ?? ''"), why: 'What is less than the least is told; the rest is for the compiler.' },
  { file: 'src/readiness/reach.ts', original: '`${label}: none`', why: 'What one finding says when it passes is told to nobody.' },
  { file: 'src/readiness/reach.ts', original: "item.record.state !== 'known'", replacement: 'false', why: '`unusable` finds something wrong with whatever is not known: the second half is for the compiler.' },
  { file: 'src/readiness/replay.ts', original: "''", holds: (line) => line.includes("was ?? ''"), why: 'Of two verdicts two texts are made; the rest is for the compiler.' },
  { file: 'src/readiness/receipt.ts', original: 'one < first', replacement: 'one <= first', why: 'The earlier of two equal moments is either.' },
  { file: 'src/readiness/receipt.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('waiver.expiresAt'), why: 'A text of letters is not before a moment.' },
  { file: 'src/readiness/asked-facts.ts', original: 'true', replacement: 'false', holds: (line) => /^ {2}(deployments|accounts): true,/.test(line), why: 'Only the names are taken, of which the compiler sees to it that none is missing.' },
  { file: 'src/readiness/difference.ts', holds: (line, original) => line.includes('how === undefined') && ['was?.because', 'is?.because'].includes(original), why: 'A gate that one judgement did not have has moved, and does not come so far.' },
  { file: 'src/readiness/naming.ts', holds: (line, original) => line.includes('found === undefined') && ['[]', 'found === undefined'].includes(original), why: 'Whatever matches has a version; the rest is for the compiler.' },
  { file: 'src/readiness/plugged-gate.ts', original: 'empty !== undefined', replacement: 'true', why: 'What is there and undefined is read like what is left out; the type tells them apart.' },
  { file: 'src/readiness/plugged-gate.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('relations:'), why: 'No relation has that name, so that the list still holds none.' },
  { file: 'src/readiness/policy-digest.ts', original: '[]', replacement: nobody, why: 'No gate is called that, and what nobody knows consists of nothing.' },

  // gather
  { file: 'src/readiness/gather/open-deployments.ts', original: 'one.fetchedAt < all.fetchedAt', replacement: 'one.fetchedAt <= all.fetchedAt', why: 'The older of two equal moments is either.' },
  { file: 'src/readiness/gather/reach.ts', original: 'item.fetchedAt < service.fetchedAt', replacement: 'item.fetchedAt <= service.fetchedAt', why: 'The older of two equal moments is either.' },
  { file: 'src/readiness/gather/wanted.ts', original: 'a.reference < b.reference', replacement: 'a.reference <= b.reference', why: 'No reference stands there twice.' },
  { file: 'src/readiness/gather/moved.ts', original: 'a.source.key < b.source.key', replacement: 'a.source.key <= b.source.key', why: 'No two artifacts stand at one place.' },
  { file: 'src/readiness/gather/moved.ts', holds: (line, original) => original === "record.state !== 'absent'" || (original === '[]' && line.includes('found?.records')) || original === 'connection !== undefined' || original.startsWith('readReference('), why: 'Only what is absent, and by a reference, is looked for; a text among what was found has no digest.' },
  { file: 'src/readiness/gather/plan.ts', original: 'one.version > newest.version', replacement: 'one.version >= newest.version', why: 'No two plans for one environment have one version.' },
  { file: 'src/readiness/gather/last-of-service.ts', holds: (_line, original) => original === 'key === null', replacement: 'false', why: 'Nothing is called null, so that asking finds none.' },
  { file: 'src/readiness/gather/last-live.ts', original: 'deployment.releaseKey === null', replacement: 'false', why: 'Nothing is called null, so that asking finds none.' },
  { file: 'src/readiness/gather/items.ts', holds: (_line, original) => /^(declaration|target) === undefined/.test(original), why: 'A declared target is read, and only a declared one: both are there or neither.' },

  // signature, time, open-window
  { file: 'src/readiness/signature/keys.ts', original: 'key !== null', replacement: 'true', why: 'What is no key is remembered as none, and is none again; only what is one is worth remembering.' },
  { file: 'src/readiness/signature/statement.ts', holds: (line, original) => original.includes("type === 'ed25519'") && original.includes("'ed448'") && /algorithmOf|\? undefined : 'sha256'/.test(line), replacement: '{}', why: 'SHA-256 is what OpenSSL takes for these keys by itself; it is named lest another version takes something else.' },
  { file: 'src/readiness/signature/statement.ts', original: "type === 'ed25519' || type === 'ed448'", replacement: 'true', why: 'SHA-256 is what OpenSSL takes for these keys by itself; it is named lest another version takes something else.' },
  { file: 'src/readiness/time/cover.ts', holds: (_line, original) => ['one.endAt > last.endAt', 'startAt > span.startAt', 'endAt > span.endAt'].includes(original), why: 'The later of two equal moments is either, and the earlier too.' },
  { file: 'src/readiness/time/freezes.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('let found'), why: 'It is looked for at least once, and what is found stands there then.' },
  { file: 'src/readiness/time/freezes.ts', original: 'found.length >= count', replacement: 'found.length > count', why: 'Whoever looks further finds the same first ones.' },
  { file: 'src/readiness/time/freezes.ts', original: 'steps < mostSteps', replacement: 'steps <= mostSteps', why: 'No number of steps is promised, only that there is an end.' },
  { file: 'src/readiness/time/freezes.ts', holds: (_line, original) => ['a === null || b === null', 'a === null', 'b === null', 'a > b'].includes(original), why: 'From whichever end it goes on, the others still cover that moment, and it comes to the same in more steps.' },
  { file: 'src/readiness/time/freezes.ts', original: 'endAt !== null', replacement: 'true', holds: (line) => line.includes('endAt <= startAt'), why: 'Nothing is not before a moment.' },
  { file: 'src/readiness/time/next-open.ts', original: 'startAt >= allowed.endAt', replacement: 'startAt > allowed.endAt', why: 'What begins with the end leaves the same stretch before it, or none.' },
  { file: 'src/readiness/time/next-open.ts', original: 'endAt === null', replacement: 'false', why: 'What is reckoned from no moment is no number, and no stretch after it is long enough.' },
  { file: 'src/readiness/time/recurrence.ts', original: 'earliest > latest', why: 'Nothing begins from one moment to an earlier one, nor, two days beyond the last, at it; to ask first saves the counting.' },
  { file: 'src/readiness/time/recurrence.ts', original: "{ disambiguation: 'compatible' }", replacement: '{}', why: 'It is what Temporal does when it is told nothing; it is written down for whoever reads this.' },
  { file: 'src/readiness/time/recurrence.ts', original: 'start > firstMs', replacement: 'start >= firstMs', why: 'The first stands there already, and each stands there once.' },
  { file: 'src/readiness/time/recurrence.ts', holds: (_line, original) => /^\{\s+return false;\s+\}$/.test(original), why: 'Nothing is no more a yes than false is.' },
  { file: 'src/readiness/time/rule.ts', original: "''", holds: (line) => line.includes("const [name = ''"), why: 'A text that is cut into pieces has a first one, if an empty one.' },
  { file: 'src/readiness/time/rule.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('untilPattern.exec'), why: 'There is no year in it either, and no date is made of that.' },
  { file: 'src/readiness/time/schedules.ts', original: "'UTC'", holds: (line) => line.includes('timeZone ??'), why: 'Where there are rules and no zone it came to an end before; the rest is for the compiler.' },
  { file: 'src/readiness/time/schedules.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('isPartial: false }) ??'), why: 'The times of what is whole, and has a zone where it has rules, are known; the rest is for the compiler.' },
  { file: 'src/readiness/time/schedules.ts', original: "''", holds: (line) => line.includes("endAt ?? ''"), why: 'No tool tells an occurrence without an end; the type of a stretch allows for a freeze’s.' },
  { file: 'src/readiness/open-window/allowed.ts', holds: (_line, original) => ['window.startAt > latest', 'window.endAt < earliest'].includes(original), why: 'The later of two equal moments is either, and the earlier too.' },
  { file: 'src/readiness/open-window/allowed.ts', original: 'windows[0]?.window', why: 'There is a change, whose window stands there; the rest is for the compiler.' },
  { file: 'src/readiness/open-window/denied.ts', holds: (line, original) => line.includes('const change of changes') && ["record.state === 'known'", '[]'].includes(original), why: 'Where a change cannot be read nobody gets as far as asking what denies: there is no window to ask about.' },
  { file: 'src/readiness/open-window/index.ts', original: 'one.window.startAt < window.startAt', replacement: 'one.window.startAt <= window.startAt', why: 'What is denied from the moment on at which a window opens would have kept it shut.' },
  { file: 'src/readiness/open-window/index.ts', original: 'from === null', replacement: 'false', why: 'Nothing, taken for a moment, is long before now; the type asks.' },
  { file: 'src/readiness/open-window/index.ts', original: 'from < now', replacement: 'from <= now', why: 'The later of two equal moments is either.' },

  { file: 'src/readiness/gather/accounts.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('approvals.value.map'), why: 'A text has no address, so that nobody is asked about.' },
  { file: 'src/readiness/gather/asked.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('gate === undefined'), why: 'Nothing that could be gathered has that name.' },
  { file: 'src/readiness/gather/index.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('request.alsoAsked ??'), why: 'Nothing that could be gathered has that name.' },
  { file: 'src/readiness/gather/moved.ts', original: "''", holds: (line, original) => line.includes(`?.key ?? ${original})`), why: 'Only what is called by a reference is looked for; the rest is for the compiler.' },

  // custom
  { file: 'src/readiness/custom/compile.ts', original: "'nothing'", why: 'What was checked without a mistake has a type; the rest is for the compiler.' },
  { file: 'src/readiness/custom/compile.ts', original: 'range?.start', why: 'Every mistake that the library finds says where; the rest is for what it may throw one day.' },
  { file: 'src/readiness/custom/cost.ts', original: "range.op === 'id'", replacement: 'true', why: 'What is no name is called like no list of facts.' },
  { file: 'src/readiness/custom/custom-gate.ts', original: 'compiled === null', replacement: 'false', why: 'Where nothing was compiled there is a mistake, which is asked for too.' },
  { file: 'src/readiness/custom/custom-gate.ts', holds: (_line, original) => ['[]', "walk.range.op !== 'id'", 'body === undefined', 'root?.isList === true', 'root?.isList', 'inner === null'].includes(original), why: 'A walk that was checked has a body, over a name that is a list; what is no name is called like no root. The rest is for the compiler.' },
  { file: 'src/readiness/custom/reckon.ts', holds: (line) => line.includes('this.#gathered.get(name) ??'), why: 'All that is read was gathered; the rest is for the compiler.' },
  { file: 'src/readiness/custom/reckon.ts', original: "'nothing'", why: 'Only a root that says what there is none of can be empty; the rest is for the compiler.' },
  { file: 'src/readiness/custom/reckon.ts', holds: (line, original) => line.includes('parameters.tell(') && (original === '"the policy\'s parameters"' || original === '[]'), why: 'Each parameter has a value when it is read, and none is evidence: nothing is said of them, and nothing written down.' },
  { file: 'src/readiness/custom/reckon.ts', original: 'cost > limits.steps', replacement: 'cost >= limits.steps', why: 'Just two million steps take a second to run in a spec, and nobody is promised the last of them.' },
  { file: 'src/readiness/custom/reckon.ts', original: '`${this.#label(about)}: so it is`', why: 'What one finding says when it passes is told to nobody.' },
  { file: 'src/readiness/custom/reckon.ts', original: 'answer === false', replacement: 'true', why: 'The check has found that it says yes or no; what is said of anything else is for an error of the library.' },
  { file: 'src/readiness/custom/restrict.ts', original: "''", why: 'What has no type has none of ours, and none that is not known before it runs, whatever stands there.' },
  { file: 'src/readiness/custom/restrict.ts', original: 'type !== null', replacement: 'true', why: 'The check has found the type of whatever is compared; the rest is for the compiler.' },
  { file: 'src/readiness/custom/restrict.ts', original: '/[<>, ]+/', replacement: '/[<>, ]/', why: 'Nothing is the name of no type.' },
  { file: 'src/readiness/custom/restrict.ts', holds: (_line, original) => ['asked?.op', "asked?.op === '.'", 'asked?.start'].includes(original), why: 'The library takes `has()` of a field alone; the rest is for the compiler.' },
  { file: 'src/readiness/custom/roots.ts', holds: (_line, original) => original.startsWith("{ state: 'absent'") || original === "'absent'", why: '`unlearnt` asks only whether somebody says why.' },
  { file: 'src/readiness/custom/roots.ts', original: '[]', replacement: nobody, holds: (line) => line.includes('relations: []'), why: 'No relation has that name, so that the list still holds none.' },
  { file: 'src/readiness/custom/tree.ts', holds: (_line, original) => ["variable?.op === 'id'", 'variable?.op', "''"].includes(original), why: 'A walk that was read binds a name; the rest is for the compiler.' },
  { file: 'src/readiness/custom/tree.ts', original: 'walk !== null', replacement: 'false', why: 'The name that a walk binds is no root’s, which is refused, and has no type: looked at as a node, it says nothing.' },
  { file: 'src/readiness/custom/word.ts', original: "value.every((one) => typeof one === 'string')", why: 'A list holds texts or things, never both.' },
  { file: 'src/readiness/custom/word.ts', original: 'value === undefined', replacement: 'false', holds: (line) => !line.includes('isMissing'), why: 'No thing, number or moment that is read is left out: those that are not there are null. The type allows for both.' },
  { file: 'src/readiness/custom/word.ts', original: 'read(from)?.map', why: 'Every list of things is there; the type allows for none.' },

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
  { file: 'src/readiness/weigh.ts', original: 'moment !== null', replacement: 'true', why: 'Kept, a null sorts behind every moment, is the last, and says the same: no moment.' },
  { file: 'src/readiness/weigh.ts', original: 'from !== null', replacement: 'true', why: 'Where there is no moment the answer is none, whether a waiver lasts or not.' },
  { file: 'src/readiness/waive.ts', original: 'one.waiver.id < other.waiver.id', replacement: 'one.waiver.id <= other.waiver.id', why: 'No two waivers have one id.' },
  { file: 'src/readiness/waive.ts', original: 'one.waiver.expiresAt > other.waiver.expiresAt', replacement: 'one.waiver.expiresAt >= other.waiver.expiresAt', why: 'Equal ones are dealt with before.' },
  { file: 'src/readiness/digest.ts', original: 'a.gate < b.gate', replacement: 'a.gate <= b.gate', why: 'No gate stands in a policy twice.' },
  { file: 'src/readiness/digest.ts', original: 'a < b', replacement: 'a <= b', why: 'No object has a key twice.' },

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
  { file: `${gates}change-is-approved/counting.ts`, holds: (_line, original) => original === "'NO'" || original === "'YES'", why: 'A change counts when this says YES or UNKNOWN; whatever else means that it does not.' },
  { file: `${gates}plan-is-agreed/index.ts`, holds: (_line, original) => /^`\$\{(valid\.person\.name|spoken\(role\))\}( agreed as|:) \$\{(spoken\(role\)|valid\.person\.name)\}\.?`$/.test(original), why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}plan-is-agreed/index.ts`, original: "'does not count'", why: 'Whoever is told of here has an objection against them, or their agreement would have been the one that counts.' },
  { file: `${gates}package-is-in-the-dml/index.ts`, holds: (line, original) => line.includes('is in ${record.repository}.') && original.startsWith('`${record.name} '), why: 'What one finding says when it passes is told to nobody.' },
  { file: `${gates}change-is-approved/counting.ts`, original: 'link?.origin', why: 'A change that is judged is linked; the type is for records that nothing links.' },
  { file: `${gates}change-is-approved/approvers.ts`, original: 'approver?.email', holds: (line) => line.includes('named.has'), why: 'An approval by nobody known did not get so far; the rest is for the compiler.' },
  { file: `${gates}change-is-approved/index.ts`, original: '[]', replacement: nobody, holds: (line) => line.includes('undecided !== undefined'), why: 'A text among findings is none, and there is an unknown one beside it.' },
  { file: `${gates}change-is-approved/index.ts`, holds: (line, original) => line.includes('z.enum(approvalPhases)') && ["['RELEASE']", "'RELEASE'"].includes(original) && line.includes('default'), why: 'Only whether building and testing is named is asked: the release must be approved always.' },
  { file: 'src/deployment/advance.ts', original: 'to === state', why: 'Each state that is an end is reached by some row, so that not to ask changes nothing.' },
];
