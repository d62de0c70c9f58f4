import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { createApprovalReader } from './approval-reader.ts';
import { createChangeDesk } from './change-desk.ts';
import { createChangeLister, createReleaseChangeFinder } from './change-finders.ts';
import { createChangeItemReader } from './change-item-reader.ts';
import { createChangeReader } from './change-reader.ts';
import { createClient } from './client.ts';
import { createConflictReader } from './conflict-reader.ts';
import { createCorrelatedIncidentFinder, createIncidentLister, createItemLister, createProblemLister, createServiceLister } from './finders.ts';
import { createImpactReader } from './impact-reader.ts';
import { createIncidentDesk } from './incident-desk.ts';
import type { Instance } from './instance.ts';
import { createItemReader, createServiceReader } from './item-reader.ts';
import { createNeighbourReader } from './neighbour-reader.ts';
import { createProbe } from './probe.ts';
import { createRunningVersionDesk } from './running-version-desk.ts';
import { createSyncs } from './syncs.ts';
import { createIncidentReader, createOpenIncidentReader, createOpenProblemReader, createProblemReader, createServiceLevelReader } from './trouble-reader.ts';

/** ServiceNow: changes with their approvals, the CMDB, incidents and problems. */
export const servicenow: Connector = { system: 'SERVICENOW', connect };

function connect(settings: ConnectorSettings, tools: ConnectorTools): Connection {
  const { name, isProduction, url } = settings;
  const instance: Instance = { name, url, http: createClient(settings, tools), clock: tools.clock };
  return {
    name,
    system: servicenow.system,
    isProduction,
    readers: {
      'change': createChangeReader(instance),
      'ci': createItemReader(instance),
      'service': createServiceReader(instance),
      'incident': createIncidentReader(instance),
      'problem': createProblemReader(instance),
    },
    relations: {
      'change.approvals': createApprovalReader(instance),
      'change.conflicts': createConflictReader(instance),
      'change.configurationItems': createChangeItemReader(instance),
      'ci.dependsOn': createNeighbourReader(instance, 'parent'),
      'ci.usedBy': createNeighbourReader(instance, 'child'),
      'ci.impactedServices': createImpactReader(instance),
      'service.openIncidents': createOpenIncidentReader(instance),
      'service.openProblems': createOpenProblemReader(instance),
      'service.serviceLevels': createServiceLevelReader(instance),
    },
    finders: {
      'changes.ofReleases': createReleaseChangeFinder(instance),
      'changes.list': createChangeLister(instance),
      'cis.list': createItemLister(instance),
      'services.list': createServiceLister(instance),
      'incidents.list': createIncidentLister(instance),
      'incidents.correlated': createCorrelatedIncidentFinder(instance),
      'problems.list': createProblemLister(instance),
    },
    changeDesk: createChangeDesk(instance),
    incidentDesk: createIncidentDesk(instance),
    runningVersionDesk: createRunningVersionDesk(instance),
    syncs: createSyncs(instance),
    probe: createProbe(instance),
  };
}
