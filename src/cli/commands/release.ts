import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure, refuseMistakes } from '../failure.ts';
import { ReleaseCreateDocument, ReleaseLinkDocument, ReleaseListDocument, ReleaseSealDocument, ReleaseShowDocument, ReleaseTimelineDocument, type ReleaseShowQuery, type StakeholderInput, type StakeholderRole } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, colour, stateColour, table } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface CreateOptions { service: string; version: string; name?: string; description?: string; train?: string; dependsOn?: string[]; record?: string[]; stakeholder?: string[] }

/** `muster release list|show|timeline|create|link|seal` */
export function addRelease(program: Command, run: Run): void {
  const release = program.command('release').description('the releases and what belongs to them');

  release.command('list').description('releases, newest first').option('--service <key>').option('--text <words>').option('--limit <n>', 'how many', wholeNumber, 50)
    .addHelpText('after', examples('muster release list', 'muster release list --service payments --limit 5 --json | jq -r .[].key'))
    .action(run(async (terminal, { service, text, limit }: { service?: string; text?: string; limit: number }) => {
      const { releases } = await terminal.hub.ask(ReleaseListDocument, { filter: { ...(service && { serviceKey: service }), ...(text && { text }) }, first: limit });
      const nodes = releases?.nodes ?? [];
      if (releases?.totalCount != null && releases.totalCount > nodes.length) terminal.note(`${nodes.length} of ${releases.totalCount}: --limit shows more.`);
      answer(terminal, nodes, () => table(['RELEASE', 'SERVICE', 'VERSION', 'STATE', 'OWNER'], nodes.map((one) => [one.key, one.serviceKey, one.version, stateColour(one.state), one.owner.name])));
      return exitCode.yes;
    }));

  release.command('show <key>').description('one release with its changes, work items, package and plans')
    .addHelpText('after', examples('muster release show payments-2.4.0', 'muster release show payments-2.4.0 --json | jq .package.digest'))
    .action(run(async (terminal, key: string) => {
      const { release: found } = await terminal.hub.ask(ReleaseShowDocument, { key });
      if (!found) throw new Failure(`There is no release ${key}.`);
      answer(terminal, found, () => releaseText(found));
      return exitCode.yes;
    }));

  release.command('timeline <key>').description('all that happened to a release, oldest first').option('--after <cursor>', 'only what came after it: endCursor of an earlier answer').option('--limit <n>', 'how many', wholeNumber, 500)
    .addHelpText('after', examples('muster release timeline payments-2.4.0', 'muster release timeline payments-2.4.0 --json | jq -r .pageInfo.endCursor'))
    .action(run(async (terminal, key: string, { after, limit }: { after?: string; limit: number }) => {
      const { release: found } = await terminal.hub.ask(ReleaseTimelineDocument, { key, first: limit, after: after ?? null });
      if (!found) throw new Failure(`There is no release ${key}.`);
      const { nodes, pageInfo } = found.timeline;
      if (pageInfo.hasNextPage) terminal.note(`There is more: --after ${pageInfo.endCursor ?? ''}`);
      answer(terminal, found.timeline, () => table(['WHEN', 'WHO', 'WHAT'], nodes.map(({ occurredAt, actor, summary }) => [occurredAt, actor?.name ?? '', summary]), [24, 24, null]));
      return exitCode.yes;
    }));

  release.command('create <key>').description('declare a release')
    .requiredOption('--service <key>', 'service as the configuration calls it').requiredOption('--version <version>')
    .option('--name <name>').option('--description <text>').option('--train <name>').option('--depends-on <keys...>').option('--record <references...>', 'records that belong to it')
    .option('--stakeholder <email:ROLE...>', 'e.g. omar.haddad@northbank.example:CHANGE_AUTHORITY')
    .addHelpText('after', examples('muster release create payments-2.4.1 --service payments --version 2.4.1 --record artifactory:build:payments/119'))
    .action(run(async (terminal, key: string, { service, version, dependsOn, record, stakeholder, ...rest }: CreateOptions) => {
      const input = { key, serviceKey: service, version, ...rest, ...(dependsOn && { dependsOn }), ...(record && { records: record.map((reference) => ({ reference })) }), ...(stakeholder && { stakeholders: stakeholder.map(stakeholderOf) }) };
      const { createRelease } = await terminal.hub.ask(ReleaseCreateDocument, { input });
      refuseMistakes(createRelease?.userErrors);
      answer(terminal, createRelease?.release, () => `${colour('bold', key)} is declared.`);
      return exitCode.yes;
    }));

  release.command('link <key> <reference>').description('declare that a record belongs to a release').option('--env <environment>', 'counts there only')
    .addHelpText('after', examples('muster release link payments-2.4.0 servicenow:change:CHG0030003 --env production', 'muster release link payments-2.4.0 jira:work-item:PAY-1017'))
    .action(run(async (terminal, key: string, reference: string, { env }: { env?: string }) => {
      const { linkRecord } = await terminal.hub.ask(ReleaseLinkDocument, { input: { releaseKey: key, reference, ...(env && { environment: env }) } });
      refuseMistakes(linkRecord?.userErrors);
      answer(terminal, linkRecord?.link, () => `${reference} belongs to ${colour('bold', key)}${env ? ` in ${env}` : ''}.`);
      return exitCode.yes;
    }));

  release.command('seal <key>').description('pin the digest of every artifact').option('--replace', 'make the next revision', false)
    .addHelpText('after', examples('muster release seal payments-2.4.0', 'muster release seal payments-2.4.0 --replace'))
    .action(run(async (terminal, key: string, { replace }: { replace: boolean }) => {
      const { sealPackage } = await terminal.hub.ask(ReleaseSealDocument, { input: { releaseKey: key, replace } });
      refuseMistakes(sealPackage?.userErrors);
      const sealed = sealPackage?.release?.package;
      answer(terminal, sealed, () => `${colour('bold', key)} is sealed: revision ${sealed?.revision ?? '?'}, ${sealed?.artifacts.length ?? 0} artifacts, digest ${sealed?.digest ?? '?'}.`);
      return exitCode.yes;
    }));
}

function stakeholderOf(text: string): StakeholderInput {
  const [email = '', role = ''] = text.split(':');
  if (email === '' || role === '') throw new Failure(`"${text}" is not a stakeholder: write e-mail:ROLE, e.g. omar.haddad@northbank.example:CHANGE_AUTHORITY.`, exitCode.usage);
  return { email, role: role.toUpperCase() as StakeholderRole };
}

function releaseText(release: NonNullable<ReleaseShowQuery['release']>): string {
  const { changes, workItems, configurationItems, environments } = release;
  const items = workItems?.nodes ?? [];
  const section = (title: string, text: string): string => `\n${colour('bold', title)}\n${text}`;
  return [
    `${colour('bold', release.key)}  ${release.name}  ${stateColour(release.state)}  owner ${release.owner.name}`,
    section('Changes', table(['NUMBER', 'STATE', 'APPROVAL', 'WINDOW', 'TITLE'], (changes?.nodes ?? []).map((one) => (one ? [one.number ?? '?', one.stateLabel ?? one.state, stateColour(one.approval), `${one.plannedStartAt ?? '?'} – ${one.plannedEndAt ?? '?'}`, one.title ?? ''] : unread(5))))),
    section(`Work items (${workItems?.totalCount ?? '?'})`, table(['KEY', 'PROGRESS', 'STATUS', 'TITLE'], items.filter((one) => one?.progress !== 'DONE').map((one) => (one ? [one.key, stateColour(one.progress), one.statusLabel ?? '', one.title ?? ''] : unread(4)))) || '  all done'),
    section(`Package (${release.package.isSealed ? `sealed, revision ${release.package.revision ?? '?'}` : 'not sealed'})`, table(['ARTIFACT', 'SEAL'], release.package.artifacts.map((one) => [one.reference, one.matchesPin === null ? '?' : one.matchesPin ? colour('green', 'matches') : colour('red', 'differs')]))),
    section('Configuration items', `  ${configurationItems?.totalCount ?? '?'}, of which operational: ${(configurationItems?.nodes ?? []).filter((one) => one?.operationalState === 'OPERATIONAL').length}`),
    section('Environments', table(['ENVIRONMENT', 'PLAN', 'AGREED', 'LAST DEPLOYMENT'], environments.map(({ environment, plan, latestDeployment }) => [environment.name, plan ? `version ${plan.version} by ${plan.deployer}` : 'none', plan ? (plan.isAgreed ? 'yes' : `waits for ${plan.missingAgreements.join(', ')}`) : '', latestDeployment ? `${latestDeployment.state} (${latestDeployment.id})` : '']))),
  ].join('\n');
}

const unread = (columns: number): string[] => ['(could not be read)', ...Array.from({ length: columns - 1 }, () => '')];
