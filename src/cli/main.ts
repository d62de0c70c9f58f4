import { Command, CommanderError } from 'commander';
import { addApi } from './commands/api.ts';
import { addAudit } from './commands/audit.ts';
import { addChange } from './commands/change.ts';
import { addConnections } from './commands/connections.ts';
import { addSync } from './commands/sync.ts';
import { addDeploy } from './commands/deploy.ts';
import { addDeployment } from './commands/deployment.ts';
import { addFreeze } from './commands/freeze.ts';
import { addNotices } from './commands/notices.ts';
import { addPlan } from './commands/plan.ts';
import { addReadiness } from './commands/readiness.ts';
import { addReport } from './commands/report.ts';
import { addRelease } from './commands/release.ts';
import { addPeople } from './commands/people.ts';
import { addToken } from './commands/token.ts';
import { addWaiver } from './commands/waiver.ts';
import { addVerify } from './commands/verify.ts';
import { addWindow } from './commands/window.ts';
import { exitCode } from './exit-code.ts';
import { runner } from './run.ts';

const help = `
Exit codes: 0 yes · 1 error · 2 usage · 3 not ready · 4 not allowed · 5 undetermined or unclear
            6 deployment failed, backed out or canceled · 7 deployed, but a record needs a person · 8 still pending

Without a hub: muster init [FILE] asks and writes a muster.yaml; muster doctor [FILE] looks at everything a hub would rest on (muster doctor --help);
muster migrate brings the database of DATABASE_URL up to date (muster migrate --status only looks);
muster policy check FILE, muster policy test FILE --facts SAVED.json, both offline (muster policy --help).
Speaks to MUSTER_URL with MUSTER_TOKEN; left out, to the sandbox that npm start runs in this folder.`;

const program = new Command('muster').description('Does this release pass muster?').option('--json', 'JSON on stdout, for scripts').addHelpText('after', help).exitOverride();
const run = runner(() => program.opts<{ json?: boolean }>().json ?? false);
for (const add of [addRelease, addPlan, addChange, addReadiness, addVerify, addDeploy, addDeployment, addFreeze, addWindow, addWaiver, addReport, addConnections, addSync, addNotices, addPeople, addToken, addAudit, addApi]) add(program, run);
acceptJsonEverywhere(program);
// A reader that has seen enough (head, a closed pager) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(); else throw error; });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCode.yes : exitCode.usage;
}

/** `--json` may stand behind the command as well as before it, and a mistake anywhere is a usage error. */
function acceptJsonEverywhere(parent: Command): void {
  for (const command of parent.commands) {
    command.exitOverride().option('--json', 'JSON on stdout, for scripts').on('option:json', () => { program.setOptionValue('json', true); });
    acceptJsonEverywhere(command);
  }
}
