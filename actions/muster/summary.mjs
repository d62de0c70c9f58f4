// Adds what came of it to the job's outputs and to its summary (Markdown), from the JSON that run.sh kept.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [, , folder, exitCode, outputs, summary] = process.argv;
const { MUSTER_RELEASE: release, MUSTER_ENVIRONMENT: environment } = process.env;
const meaning = { 0: 'yes', 1: 'error', 2: 'usage', 3: 'not ready', 4: 'not allowed', 5: 'undetermined or unclear', 6: 'failed, backed out or canceled', 7: 'deployed, but a record needs a person', 8: 'still pending' };

/** null for what was not written, or is cut. */
function read(name) {
  try {
    return JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  } catch {
    return null;
  }
}

/** Text of other people's, as it may stand in a cell of a table. */
const cell = (text) => String(text ?? '').replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#]/g, '\\$&').replaceAll('\\<', '&lt;').replaceAll('\\>', '&gt;');

const readiness = read('readiness.json');
// A deployment that was refused answers with the judgement that refused it.
const answered = read('deployment.json');
const deployment = typeof answered?.id === 'string' && typeof answered.state === 'string' ? answered : null;
const judged = deployment === null && Array.isArray(answered?.verdicts) ? answered : readiness;
const receipt = path.join(folder, 'receipt.json');

const told = { 'outcome': judged?.outcome ?? '', 'receipt': existsSync(receipt) ? receipt : '', 'deployment': deployment?.id ?? '', 'state': deployment?.state ?? '', 'exit-code': exitCode };
appendFileSync(outputs, Object.entries(told).map(([name, value]) => `${name}=${String(value).replace(/[\r\n]/g, ' ')}\n`).join(''));

const lines = [`## ${cell(release)} → ${cell(environment)}: ${cell(deployment?.state ?? judged?.outcome ?? 'not judged')}`, '', `Exit code ${exitCode}: ${meaning[exitCode] ?? 'unknown'}.`, ''];
if (deployment !== null) {
  lines.push(cell(deployment.because), '', `Deployment \`${deployment.id}\`${deployment.run?.url ? `, [run](${encodeURI(deployment.run.url)})` : ''}`, '');
  if (Array.isArray(deployment.steps) && deployment.steps.length > 0) lines.push('| Step | State | Because |', '|---|---|---|', ...deployment.steps.map((step) => `| ${cell(step.name)} | ${cell(step.state)} | ${cell(step.because)} |`), '');
}
if (judged !== null) {
  lines.push('| Gate | Verdict | Because | What to do |', '|---|---|---|---|');
  lines.push(...judged.verdicts.map(({ gate, outcome, isBlocking, because, remedy }) => `| ${cell(gate.name)}${isBlocking ? '' : ' (advisory)'} | ${cell(outcome)} | ${cell(because)} | ${outcome === 'FAIL' || outcome === 'UNKNOWN' ? cell(remedy) : ''} |`), '');
}
appendFileSync(summary, `${lines.join('\n')}\n`);
