import type { Connector } from '../connector.ts';
import { about } from './about.ts';
import { createCheckup, proveQueries } from './checkup.ts';
import { createClient } from './client.ts';
import { checkExpression } from './expression.ts';
import { measure } from './measure.ts';

/** Prometheus, to watch what went live. Settings: its url; basic or bearer. */
export const prometheus: Connector = {
  system: 'PROMETHEUS',
  about,
  connect(settings, tools) {
    const http = createClient(settings, tools);
    return {
      name: settings.name,
      system: 'PROMETHEUS',
      isProduction: settings.isProduction,
      readers: {},
      relations: {},
      finders: {},
      metrics: { check: checkExpression, measure: (expression, subject, ask) => measure(http, expression, subject, ask) },
      probe: (ask) => proveQueries(http, ask),
      checkup: () => createCheckup(http),
    };
  },
};
