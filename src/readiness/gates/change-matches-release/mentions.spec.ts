import { greenFacts } from '../../green.fixture.ts';
import { lastSentence, mentionsOf, namesRelease, roleAfter } from './mentions.ts';

const { release } = greenFacts();
const naming = { release, serviceName: 'Payments' };
const found = (text: string): readonly string[] => mentionsOf(text, naming).map(({ version, role }) => `${version} ${role}`);

describe('the words before a version', () => {
  it.each([
    'deploy', 'deploys', 'deploying', 'deployment of', 'deployments of', 'install', 'installs', 'installing', 'installation of', 'ship', 'ships', 'shipping', 'promote', 'promotes', 'promoting',
    'roll out', 'rolls out', 'rolling out', 'rollout of', 'upgrade to', 'upgrades to', 'upgrading to', 'update to', 'updates to', 'updating to',
  ])('send it out: %s', (words) => {
    expect([roleAfter(words), roleAfter(`Instead: ${words}`)]).toEqual(['OUT', 'OUT']);
  });

  it.each([
    'superseded', 'supersedes', 'replace', 'replaces', 'replacing', 'from', 'instead of', 'previous', 'previously', 'former', 'formerly', 'earlier', 'older', 'old', 'last', 'after', 'since', 'over', 'than', 'until', 'without',
    'redeploy', 'redeploying', 'deployed', 'installed', 'shipped', 'promoted', 'released', 'upgraded', 'updated', 'current', 'currently', 'running', 'runs', 'was', 'were', 'had', 'retire', 'retiring', 'remove', 'removing', 'withdraw', 'withdrawing',
    'incident', 'incidents', 'bug', 'bugs', 'defect', 'defects', 'problem', 'problems', 'fix', 'fixes', 'hotfix', 'hotfixes', 'patch', 'patches', 'known', 'introduced', 'need', 'needs', 'require', 'requires', 'depend on', 'depends on',
  ])('make it what was, though something goes out: deploys, %s', (words) => {
    expect([roleAfter(words), roleAfter(`deploys, ${words}`)]).toEqual(['PAST', 'PAST']);
  });

  it.each([
    'back out', 'backs out', 'backing out', 'backed out', 'backout', 'back-out', 'back to', 'roll back', 'rolls back', 'rolling back', 'rolled back', 'rollback', 'roll-back', 'fall back', 'falls back', 'falling back', 'fallback', 'fall-back',
    'revert', 'reverting', 'restore', 'restoring', 'in case', 'otherwise', 'if', 'when', 'should',
  ])('speak of the way back, whatever is deployed then: %s', (words) => {
    expect(roleAfter(`${words} it fails, deploy`)).toBe('PAST');
  });

  it.each(['', 'about', 'shipyard', 'prefix', 'shifting', 'renewals'])('say nothing else: %j', (words) => {
    expect(roleAfter(words)).toBe('NAMED');
  });
});

describe('a sentence', () => {
  it.each([
    ['One. Two; three', ' three'], ['One! Two? Three', ' Three'], ['One. Two.', ' Two.'], ['Payments 2.4', 'Payments 2.4'], ['', ''], ['One\nTwo', 'Two'], ['At 10:30\nTwo', 'Two'],
    ['Way back:\nTwo', 'Way back:\nTwo'], ['Way back: \t\nTwo', 'Way back: \t\nTwo'], ['Way back: run it\nTwo', 'Two'],
  ])('of %j, the last: %j', (text, last) => {
    expect(lastSentence(text)).toBe(last);
  });
});

describe('the versions that a text names', () => {
  it.each<[string, readonly string[]]>([
    ['Deploys payments-2.3.9. If it fails, call Omar.', ['2.3.9 OUT']], ['If it fails payments-2.3.9 comes again. Deploys payments-2.4.0.', ['2.3.9 PAST', '2.4.0 OUT']],
    ['Deploy 2.3.0, then payments-2.4.0', ['2.3.0 OUT', '2.4.0 NAMED']], ['Payments 2.3.9-rc1... and payments-2.3.8-x+.', ['2.3.9-rc1 NAMED', '2.3.8-x NAMED']],
    ['repayments-2.3.9, x.payments 2.3.9, my_payments-2.3.9, pre-payments-2.3.9', []], ['Upgrades Payments from 2.3.9 to v2.5.0', ['2.5.0 OUT']], ['UPGRADES PAYMENTS FROM 2.3.9 TO V2.5.0', ['2.5.0 OUT']], ['Payments was upgraded from 2.3.8 to 2.3.9', []], ['If it fails: Payments from 2.4.0 to 2.3.9', ['2.3.9 PAST']],
  ])('%s', (text, versions) => {
    expect(found(text)).toEqual(versions);
  });

  it('are those of the service that is asked about, whichever was asked about before', () => {
    const ledger = { release: { ...release, key: 'ledger-1.9.2', serviceKey: 'ledger', version: '1.9.2' }, serviceName: null };
    const text = 'payments-2.4.0 needs ledger-1.9.2';
    expect([naming, ledger, naming].map((one) => mentionsOf(text, one).map(({ version, isOurs }) => [version, isOurs]))).toEqual([[['2.4.0', true]], [['1.9.2', true]], [['2.4.0', true]]]);
    expect([namesRelease(text, naming), namesRelease(text, ledger), namesRelease('payments-2.4.01', naming)]).toEqual([true, true, false]);
  });
});
