import { greenFacts } from '../../green.fixture.ts';
import { targetFinding } from './target.rule.ts';

test('That no item is declared is what the finding rests on', () => {
  expect(targetFinding(greenFacts({ target: null }))).toMatchObject({ outcome: 'FAIL', actual: 'no declared item', restsOn: ['no declared item'] });
});
