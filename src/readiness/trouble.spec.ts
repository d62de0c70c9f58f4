import { finding } from './finding.ts';
import { askedFacts, greenFacts, greenService, incidentOf, troubled } from './green.fixture.ts';
import { troubleFindings } from './reach.ts';

it('What is open and stands in nobody’s way is shown by its names', () => {
  const facts = greenFacts({ asked: askedFacts(troubled([incidentOf(), incidentOf({ id: 'x', label: 'INC0040002' })])) });
  const [found, ...others] = troubleFindings(facts, { what: 'open incidents', open: facts.asked.openIncidents, judge: () => null });
  expect([found, others]).toEqual([finding('PASS', {
    because: 'No open incidents about Payments that stand in the way.', actual: 'Payments: none', restsOn: ['servicenow:service:s1 without open incidents'],
    evidence: [{ source: greenService.source, recordId: greenService.id, field: 'open incidents', label: 'Payments', value: 'INC0040001, INC0040002', url: greenService.source.url }],
  }), []]);
});
