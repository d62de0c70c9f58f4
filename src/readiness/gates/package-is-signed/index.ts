import { z } from 'zod';
import type { Artifact, Sha256, SignedStatement } from '../../../domain/artifact.ts';
import type { Fact } from '../../fact.ts';
import type { ArtifactFacts, Facts, ToldOf } from '../../facts.ts';
import { finding, hidden, says, unlearnt, unread, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { isInForce, readTrustedKey, type TrustedKey } from '../../signature/keys.ts';
import { isSignedBy, statementOf } from '../../signature/statement.ts';
import { allOf } from '../../spoken.ts';

const parameters = z.strictObject({
  /** Whose signatures count: PEM of public keys (SPKI) or of certificates, which count while they are in force. */
  keys: z.array(z.string().refine((pem) => readTrustedKey(pem) !== null, { message: 'is no PEM of a public key or certificate' })).min(1),
  /** Types of in-toto predicate of which one must be signed, e.g. https://slsa.dev/provenance/v1; left out, any, and cosign's signature of a container image, which states nothing but its digest. */
  predicateTypes: z.array(z.string().min(1)).default([]),
});

/** What the library says of a signature is not taken: envelopes are verified here, with the policy's own keys. */
export const packageIsSigned = defineGate({
  name: 'package-is-signed',
  sentence: 'Every sealed artifact is the subject of a statement that a trusted key signed.',
  why: 'Whoever can write to the library can put anything there; only who holds the key can sign it.',
  needs: ['the sealed package', 'the signed statements that the library keeps with each artifact, and for a container image what cosign keeps beside it', 'the keys that the policy trusts'],
  asks: ['statements'],
  parameters,
  reads: ['artifact'],
  relations: ['ARTIFACT'],
  look(facts, { keys, predicateTypes }) {
    const { artifacts, release, judgedAt } = facts;
    const trusted = keys.flatMap((pem) => readTrustedKey(pem) ?? []).filter((key) => isInForce(key, judgedAt));
    return {
      expected: `a statement${predicateTypes.length === 0 ? '' : ` of type ${predicateTypes.join(' or ')}`} about every sealed digest, signed by one of ${keys.length} keys`,
      findings: artifacts.map((artifact) => findingOf(artifact, facts, { trusted, predicateTypes })),
      passes: `${allOf(artifacts.length, 'artifact')} signed by a trusted key.`,
      nothing: { because: `${release.key} has no artifacts that could be signed.`, remedy: `Link the artifacts of ${release.key} and seal it.` },
    };
  },
});

interface Trust {
  readonly trusted: readonly TrustedKey[];
  readonly predicateTypes: readonly string[];
}

function findingOf(artifact: ArtifactFacts, { asked, release }: Facts, trust: Trust): Finding {
  const broken = unusable(artifact);
  if (broken !== null || artifact.record.state !== 'known') return broken ?? hidden(artifact, 'sha256', 'the digest');
  const record = artifact.record.value;
  if (artifact.pinnedSha256 === null) {
    return finding('FAIL', { because: `${record.name} is not in the seal of ${release.key}, so no signature can be shown to be of what goes out.`, actual: `${record.name} not sealed`, restsOn: [`${artifact.reference} not sealed`], remedy: `Seal ${release.key}.`, remedyUrl: record.source.url });
  }
  const told = toldOf(asked.statements, record);
  if (told === null) return unread(artifact, `the signed statements of ${record.name}`, 'nobody asked for them');
  if (told.state !== 'known') return asked.statements.state === 'known' ? unread(artifact, `the signed statements of ${record.name}`, told.state === 'unknown' ? told.problem.message : 'the library hides them') : unlearnt(`who signed ${record.name}`, told);
  return signatureFinding(record, artifact.pinnedSha256, told.value, trust);
}

function toldOf(statements: Fact<readonly ToldOf<readonly SignedStatement[]>[]>, { id }: Artifact): Fact<readonly SignedStatement[]> | null {
  return statements.state === 'known' ? statements.value.find(({ of }) => of === id)?.told ?? null : statements;
}

function signatureFinding(record: Artifact, pinned: Sha256, statements: readonly SignedStatement[], { trusted, predicateTypes }: Trust): Finding {
  const judged = statements.map((one) => ({ name: one.name, is: standing(one, pinned, trusted, predicateTypes) }));
  const named = (is: Standing): readonly string[] => judged.filter((one) => one.is === is).map(({ name }) => name);
  const of = (is: Standing): Pick<Finding, 'evidence' | 'actual' | 'restsOn' | 'remedyUrl'> => ({ evidence: [says(record, 'evidence', named(is).join(', ') || 'none')], actual: `${record.name}: ${is}`, restsOn: [`${pinned} ${is}`], remedyUrl: record.source.url });
  const sign = `Have ${record.name} as it is sealed signed with a key that the policy trusts.`;
  if (named('signed').length > 0) return finding('PASS', { ...of('signed'), because: `${record.name} is signed by a trusted key.` });
  if (named('unreadable').length > 0) return finding('UNKNOWN', { ...of('unreadable'), because: `${record.name} has a signed statement that cannot be read: ${named('unreadable').join(', ')}.`, remedy: `Look at the evidence of ${record.name}, or attach it as a DSSE envelope.` });
  if (named('signed about something else').length > 0) return finding('FAIL', { ...of('signed about something else'), because: `What a trusted key signed is about another file than the sealed ${record.name}${predicateTypes.length === 0 ? '' : ', or of another type'}.`, remedy: sign });
  if (named('signed by an unknown key').length > 0) return finding('FAIL', { ...of('signed by an unknown key'), because: `${record.name} is signed by no key that the policy trusts.`, remedy: sign });
  return finding('FAIL', { ...of('not signed'), because: `${record.name} is not signed: the library keeps no statement about it.`, remedy: sign });
}

type Standing = 'signed' | 'unreadable' | 'signed about something else' | 'signed by an unknown key' | 'not signed';

function standing({ envelope }: SignedStatement, pinned: Sha256, trusted: readonly TrustedKey[], predicateTypes: readonly string[]): Standing {
  if (envelope === null) return 'unreadable';
  if (!isSignedBy(envelope, trusted)) return 'signed by an unknown key';
  const statement = statementOf(envelope);
  if (statement === null) return 'unreadable';
  const isOfType = predicateTypes.length === 0 || (statement.predicateType !== null && predicateTypes.includes(statement.predicateType));
  return isOfType && statement.subjects.includes(pinned) ? 'signed' : 'signed about something else';
}
