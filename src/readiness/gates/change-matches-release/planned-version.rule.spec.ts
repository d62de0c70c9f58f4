import { greenFacts, workFactsOf } from '../../green.fixture.ts';
import { plannedVersionRule } from './planned-version.rule.ts';

const { release } = greenFacts();

test.each(['2.4.0-rc1', 'Payments 2.4.0-rc1.', 'Payments v2.4.0-rc1..', 'For 2.4.0-rc1-+.'])('Work planned for %s is planned for 2.4.0-rc1, and not for 2.4.0', (name) => {
  const told = ['2.4.0-rc1', '2.4.0'].map((version) => plannedVersionRule.look(greenFacts({ release: { ...release, version }, workItems: [workFactsOf({ fixVersions: [name] })] })).map(({ outcome }) => outcome));
  expect(told).toEqual([[], ['FAIL']]);
});
