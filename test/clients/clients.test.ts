import { startWorld, type World } from '../system/world.ts';
import { apolloClient } from './apollo.ts';
import { curl } from './curl.ts';
import { graphqlRequest } from './graphql-request.ts';
import { relay } from './relay.ts';
import { subscriptionClients } from './subscriptions.ts';
import { urql } from './urql.ts';

/** The clients that people really use, against one hub. */
describe('real clients', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(); });
  afterAll(() => world.close());
  const hub = (): World => world;

  apolloClient(hub);
  urql(hub);
  relay(hub);
  graphqlRequest(hub);
  subscriptionClients(hub);
  curl(hub);
});
