import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { about } from './about.ts';
import { changeDesk } from './change-desk.ts';
import { changeItems } from './change-items.relation.ts';
import { listChanges, releaseChanges } from './change.finders.ts';
import { changeReader } from './change.reader.ts';
import { createCheckup } from './checkup.ts';
import { createRest } from './client.ts';
import { impactedServices } from './impact.relation.ts';
import { incidentDesk } from './incident-desk.ts';
import type { Instance } from './instance.ts';
import { listItems, listServices } from './item.finders.ts';
import { itemReader, serviceReader } from './item.reader.ts';
import { neighbours } from './neighbours.relation.ts';
import { readOptions } from './options.ts';
import { probe } from './probe.ts';
import { problemDesk } from './problem-desk.ts';
import { reach } from './reach.relation.ts';
import { runningVersionDesk } from './running-version-desk.ts';
import { openIncidents, openProblems } from './service-troubles.relation.ts';
import { syncs } from './syncs.ts';
import { correlatedIncidents, correlatedProblems, listIncidents, listProblems } from './trouble.finders.ts';
import { incidentReader, problemReader } from './trouble.reader.ts';

/** iTop, the open-source CMDB and ITSM: items and services, changes, incidents and problems. It keeps no approvals that could be judged. */
export const itop: Connector = { system: 'ITOP', about, connect };

function connect(settings: ConnectorSettings, tools: ConnectorTools): Connection {
  const { name, isProduction, url, auth } = settings;
  const options = readOptions(settings);
  const instance: Instance = { name, url, rest: createRest(settings, tools), clock: tools.clock, options };
  const { incidents, problems } = options;
  return {
    name,
    system: itop.system,
    isProduction,
    classifies: (['change', 'incident', 'problem'] as const).filter((kind) => options.classification[kind] !== undefined),
    readers: {
      'change': changeReader(instance),
      'ci': itemReader(instance),
      'service': serviceReader(instance),
      'incident': incidentReader(instance),
      'problem': problemReader(instance),
    },
    relations: {
      'change.configurationItems': changeItems(instance),
      'ci.dependsOn': neighbours(instance, 'dependsOn'),
      'ci.usedBy': neighbours(instance, 'usedBy'),
      'ci.dependencyReach': reach(instance, 'dependsOn'),
      'ci.userReach': reach(instance, 'usedBy'),
      'ci.impactedServices': impactedServices(instance),
      'service.openIncidents': openIncidents(instance),
      'service.openProblems': openProblems(instance),
    },
    finders: {
      'changes.ofReleases': releaseChanges(instance),
      'changes.list': listChanges(instance),
      'cis.list': listItems(instance),
      'services.list': listServices(instance),
      'incidents.list': listIncidents(instance),
      'incidents.correlated': correlatedIncidents(instance),
      'problems.list': listProblems(instance),
      'problems.correlated': correlatedProblems(instance),
    },
    changeDesk: changeDesk(instance),
    ...(incidents === undefined ? {} : { incidentDesk: incidentDesk(instance, incidents) }),
    ...(problems === undefined ? {} : { problemDesk: problemDesk(instance, problems) }),
    runningVersionDesk: runningVersionDesk(instance),
    syncs: syncs(instance),
    probe: probe(instance),
    checkup: () => createCheckup(instance, auth.kind === 'basic' ? auth.userName : null),
  };
}
