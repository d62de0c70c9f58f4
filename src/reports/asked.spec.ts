import { readAsked, type Given } from './asked.ts';
import { deliveryPerformance } from './delivery-performance/index.ts';

const now = '2026-12-02T10:00:00.000Z';
const asked = (given: Given) => readAsked(deliveryPerformance.definition, given, now);

describe('what is asked of a report', () => {
  it('left out, is the twelve weeks before now and this one, from Monday on, in UTC', () => {
    expect(asked({})).toMatchObject({ since: '2026-09-07T00:00:00.000Z', until: now, at: now, isPast: false, timeZone: 'UTC' });
    expect(asked({ timeZone: 'Europe/Berlin' }).since).toBe('2026-09-06T22:00:00.000Z');
    expect(asked({ asOf: '2026-03-31' })).toMatchObject({ since: '2026-01-05T00:00:00.000Z', until: '2026-03-31T00:00:00.000Z', isPast: true });
    expect(asked({ service: '', team: null }).texts('service')).toBeNull();
  });

  it('begins days where clocks say so, also where they are put forward at midnight', () => {
    expect(asked({ since: '2026-10-25', until: '2026-10-26', timeZone: 'Europe/Berlin' })).toMatchObject({ since: '2026-10-24T22:00:00.000Z', until: '2026-10-25T23:00:00.000Z' });
    expect(asked({ since: '2018-11-04', timeZone: 'America/Sao_Paulo' }).since).toBe('2018-11-04T03:00:00.000Z');
    expect(asked({ since: '2026-11-02T09:00:00+01:00' }).since).toBe('2026-11-02T08:00:00.000Z');
  });

  it('takes lists with commas, again and again, and words in any case', () => {
    expect(asked({ service: ['a,b', ' c '] }).texts('service')).toEqual(['a', 'b', 'c']);
    expect(asked({ failure: 'failed,Incident', by: 'team' }).words('failure')).toEqual(['FAILED', 'INCIDENT']);
    expect(asked({ incidentWithin: 'P1DT1H' }).duration('incidentWithin')).toBe(90_000_000);
    expect(asked({ incidentPriority: 2 }).count('incidentPriority')).toBe(2);
  });

  it('says again all that was meant', () => {
    expect(asked({ by: 'TEAM', service: 'a' }).meant).toEqual({
      since: '2026-09-07T00:00:00.000Z', until: now, timeZone: 'UTC', service: ['a'], team: null, environment: null, connection: null, by: 'TEAM', period: 'WEEK',
      failure: ['FAILED', 'BACKED_OUT', 'INCIDENT'], incidentWithin: 'PT24H', incidentPriority: null, asOf: null,
    });
  });

  it.each<[string, Given]>([
    ['service2: delivery-performance has no such parameter', { service2: 'a' }],
    ['since: "yesterday" is neither a day', { since: 'yesterday' }],
    ['since: "2026-02-30" is neither', { since: '2026-02-30' }],
    ['until: "2026-11-02T09:00:00" is neither', { until: '2026-11-02T09:00:00' }],
    ['since: 2026-12-02T10:00:00.000Z is not before until', { since: now }],
    ['asOf: 2027-01-01T00:00:00.000Z is yet to come', { asOf: '2027-01-01' }],
    ['timeZone: "Berlin" is no IANA time zone', { timeZone: 'Berlin' }],
    ['timeZone: "+01:00" is no IANA time zone', { timeZone: '+01:00' }],
    ['by: "SQUAD" is not one of SERVICE, TEAM, ENVIRONMENT', { by: 'SQUAD' }],
    ['by: it is given more than once', { by: ['TEAM', 'SERVICE'] }],
    ['failure: "LATE" is not one of', { failure: 'FAILED,LATE' }],
    ['incidentWithin: "P1M" is not an ISO 8601 duration', { incidentWithin: 'P1M' }],
    ['incidentPriority: "-1" is not a whole number', { incidentPriority: -1 }],
    ['service: "a\u0000b" is not plain text', { service: 'a\u0000b' }],
  ])('is refused by name: %s', (sentence, given) => {
    expect(() => asked(given)).toThrow(sentence);
    expect(() => asked(given)).toThrow(expect.objectContaining({ code: 'INVALID', path: [sentence.split(':')[0]] }) as Error);
  });
});
