import { routeOf } from './route.ts';

it.each([
  ['/rest/api/3/issue/PAY-12', '/rest/api/3/issue/{}'],
  ['/api/now/table/change_request/46c7318ca9fe198100c4f2cd3e5f6d2b', '/api/now/table/change_request/{}'],
  ['/repos/northbank/payments/actions/runs/1234567', '/repos/northbank/payments/actions/runs/{}'],
  ['/api/v1/applications/payments-prod', '/api/v1/applications/payments-prod'],
  ['/hooks/T0/xoxb-Secret', '/hooks/{}/{}'],
  ['/a%20b/', '/{}/'],
])('%s is %s', (path, route) => { expect(routeOf(path)).toBe(route); });
