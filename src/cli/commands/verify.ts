import type { Command } from 'commander';
import { isExpired, readEnvelope, readVerificationKey, verifyReceipt, type Receipt, type VerificationKey } from '../../receipt/index.ts';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { textOf } from '../receipt-file.ts';
import type { Run } from '../run.ts';
import { answer, colour, stateColour, table } from '../terminal.ts';

interface Asked { key: string[]; digest?: string; environment?: string; release?: string; at?: string }

/** `muster verify FILE --key PEM`: exit 0 when it is genuine, not expired and of what was asked; else 3. Asks no hub. */
export function addVerify(program: Command, run: Run): void {
  program.command('verify <file>').description('check a readiness receipt offline')
    .requiredOption('--key <file...>', 'public key of the hub, PEM; several while keys are changed')
    .option('--digest <sha256>', 'of the package or of an artifact that it must be about').option('--environment <name>', 'it must be for').option('--release <key>', 'it must be of')
    .option('--at <instant>', 'whether it counted then, RFC 3339; left out, now')
    .addHelpText('after', examples(
      'muster verify receipt.json --key receipt-key.pub.pem',
      'muster verify receipt.json --key receipt-key.pub.pem --environment production --digest "sha256:$(sha256sum payments-api.tgz | cut -d" " -f1)"',
      'muster verify receipt.json --key old.pub.pem new.pub.pem --at 2026-11-28T02:00:00Z --json'))
    .action(run((terminal, file: string, asked: Asked) => {
      const at = momentOf(asked.at);
      const digest = asked.digest === undefined ? undefined : digestOf(asked.digest);
      const verified = verifyReceipt(readEnvelope(textOf(file)), asked.key.map(keyOf));
      const receipt = 'receipt' in verified ? verified.receipt : null;
      const because = 'refused' in verified ? `The receipt ${verified.refused}.` : whyNot(verified.receipt, { ...asked, digest }, at);
      answer(terminal, { isValid: because === null, because, receipt, keyId: 'keyId' in verified ? verified.keyId : null }, () => verdictText(receipt, because));
      return Promise.resolve(because === null ? exitCode.yes : exitCode.notReady);
    }));
}

/** What a genuine receipt is not good for, in a sentence; null when it is good for all that was asked. */
function whyNot(receipt: Receipt, { environment, release, digest }: { readonly environment?: string; readonly release?: string; readonly digest: string | undefined }, at: Date): string | null {
  if (release !== undefined && receipt.release !== release) return `The receipt is of ${receipt.release}, not of ${release}.`;
  if (environment !== undefined && receipt.environment !== environment) return `The receipt is for ${receipt.environment}, not for ${environment}.`;
  if (digest !== undefined && ![receipt.package.digest, ...receipt.artifacts.map(({ sha256 }) => sha256)].includes(digest)) return `The receipt is not about sha256:${digest}: neither its package nor an artifact in it has that digest.`;
  return isExpired(receipt, at) ? `The receipt expired at ${receipt.expiresAt}.` : null;
}

function verdictText(receipt: Receipt | null, because: string | null): string {
  const verdict = because === null ? colour('green', 'VALID') : `${colour('red', 'NOT VALID')}  ${because}`;
  if (receipt === null) return verdict;
  const { release, environment, package: packaged, plan, policy, judgedAt, expiresAt, gates, artifacts } = receipt;
  return [
    `${verdict}  ${colour('bold', release)} → ${environment}: ${stateColour(receipt.outcome)}`, '',
    `judged   ${judgedAt}, counts until ${expiresAt}`,
    `package  revision ${packaged.revision}, sha256:${packaged.digest}`,
    `plan     version ${plan.version}`,
    `policy   ${policy.name} ${policy.version}`, '',
    table(['ARTIFACT', 'SHA256'], artifacts.map(({ name, sha256 }) => [name, sha256])), '',
    table(['GATE', 'VERDICT', 'RESTS ON'], gates.map(({ gate, outcome, restsOn }) => [gate, stateColour(outcome), restsOn.join('\n')])),
  ].join('\n');
}

function keyOf(file: string): VerificationKey {
  const key = readVerificationKey(textOf(file));
  if (key === null) throw new Failure(`${file} holds no public Ed25519 key in PEM.`);
  return key;
}

function digestOf(text: string): string {
  const [, digest] = /^(?:sha256:)?([0-9a-f]{64})$/.exec(text) ?? [];
  if (digest === undefined) throw new Failure(`--digest is "${text}": write sha256: and 64 lower-case hexadecimal digits.`, exitCode.usage);
  return digest;
}

function momentOf(text: string | undefined): Date {
  const moment = text === undefined ? new Date() : new Date(text);
  if (Number.isNaN(moment.getTime())) throw new Failure(`--at is "${text ?? ''}": write an RFC 3339 instant, e.g. 2026-11-28T02:00:00Z.`, exitCode.usage);
  return moment;
}
