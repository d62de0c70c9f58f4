import type { Connection } from '../../domain/ports/connection.ts';
import type { Connector, ConnectorSettings, ConnectorTools } from '../connector.ts';
import { about } from './about.ts';
import { createAccountLister, createAccountReader } from './account-reader.ts';
import { createApprovalReader } from './approval-reader.ts';
import { createChangeDesk } from './change-desk.ts';
import { createChangeLister, createReleaseChangeFinder } from './change-finders.ts';
import { createChangeItemReader } from './change-item-reader.ts';
import { createChangeReader } from './change-reader.ts';
import { createClient } from './client.ts';
import { createCheckup } from './checkup.ts';
import { createConflictReader } from './conflict-reader.ts';
import { createCorrelatedIncidentFinder, createCorrelatedProblemFinder } from './correlated-finders.ts';
import { createIncidentLister, createItemLister, createProblemLister, createServiceLister } from './finders.ts';
import { createImpactReader } from './impact-reader.ts';
import { createIncidentDesk } from './incident-desk.ts';
import type { Instance } from './instance.ts';
import { createItemReader, createServiceReader } from './item-reader.ts';
import { createKnowledgeLister, createKnowledgeReader } from './knowledge-reader.ts';
import { createEntitlementLister, createEntitlementReader, createLicenceLister, createLicenceReader } from './licence-reader.ts';
import { createNeighbourReader } from './neighbour-reader.ts';
import { createOpenSlotReader } from './open-slot-reader.ts';
import { readOptions, type ClassifiedBy } from './options.ts';
import { createChangeOfferingReader, createImpactedServiceReader, createIncidentLevelReader, createOfferingReader, createTaskReader } from './part-reader.ts';
import { createProbe } from './probe.ts';
import { createProblemDesk } from './problem-desk.ts';
import { createReachReader } from './reach-reader.ts';
import { receiver } from './receiver.ts';
import { createRelationDesk } from './relation-desk.ts';
import { createRunningVersionDesk } from './running-version-desk.ts';
import { createSyncs } from './syncs.ts';
import { createIncidentReader, createOpenIncidentReader, createOpenProblemReader, createProblemReader, createServiceLevelReader } from './trouble-reader.ts';
import { createWindowLister, createWindowReader } from './window-reader.ts';

/** ServiceNow: changes with their approvals, the CMDB, incidents and problems. */
export const servicenow: Connector = { system: 'SERVICENOW', about, connect };

function connect(settings: ConnectorSettings, tools: ConnectorTools): Connection {
  const { name, isProduction, url, auth, webhookSecret } = settings;
  const instance: Instance = { name, url, http: createClient(settings, tools), clock: tools.clock, ...readOptions(settings) };
  return {
    name,
    system: servicenow.system,
    isProduction,
    classifies: Object.keys(instance.classifiedBy ?? {}) as (keyof ClassifiedBy)[],
    readers: {
      'change': createChangeReader(instance),
      'ci': createItemReader(instance),
      'service': createServiceReader(instance),
      'incident': createIncidentReader(instance),
      'problem': createProblemReader(instance),
      'knowledge': createKnowledgeReader(instance),
      'window': createWindowReader(instance),
      'account': createAccountReader(instance),
      'licence': createLicenceReader(instance),
      'entitlement': createEntitlementReader(instance),
    },
    relations: {
      'change.approvals': createApprovalReader(instance),
      'change.conflicts': createConflictReader(instance),
      'change.configurationItems': createChangeItemReader(instance),
      'change.tasks': createTaskReader(instance),
      'change.impactedServices': createImpactedServiceReader(instance),
      'change.serviceOfferings': createChangeOfferingReader(instance),
      'change.openSlots': createOpenSlotReader(instance),
      'ci.dependsOn': createNeighbourReader(instance, 'parent'),
      'ci.usedBy': createNeighbourReader(instance, 'child'),
      'ci.dependencyReach': createReachReader(instance, 'parent'),
      'ci.userReach': createReachReader(instance, 'child'),
      'ci.impactedServices': createImpactReader(instance),
      'service.openIncidents': createOpenIncidentReader(instance),
      'service.openProblems': createOpenProblemReader(instance),
      'service.serviceLevels': createServiceLevelReader(instance),
      'service.offerings': createOfferingReader(instance),
      'incident.serviceLevels': createIncidentLevelReader(instance),
    },
    finders: {
      'changes.ofReleases': createReleaseChangeFinder(instance),
      'changes.list': createChangeLister(instance),
      'cis.list': createItemLister(instance),
      'services.list': createServiceLister(instance),
      'incidents.list': createIncidentLister(instance),
      'incidents.correlated': createCorrelatedIncidentFinder(instance),
      'problems.list': createProblemLister(instance),
      'problems.correlated': createCorrelatedProblemFinder(instance),
      'knowledge.list': createKnowledgeLister(instance),
      'windows.list': createWindowLister(instance),
      'accounts.list': createAccountLister(instance),
      'licences.list': createLicenceLister(instance),
      'entitlements.list': createEntitlementLister(instance),
    },
    changeDesk: createChangeDesk(instance),
    incidentDesk: createIncidentDesk(instance),
    problemDesk: createProblemDesk(instance),
    relationDesk: createRelationDesk(instance),
    runningVersionDesk: createRunningVersionDesk(instance),
    syncs: createSyncs(instance),
    ...(webhookSecret === undefined ? {} : { receiver: receiver(name, webhookSecret, tools.clock) }),
    probe: createProbe(instance),
    checkup: () => createCheckup(instance, 'userName' in auth ? auth.userName ?? null : null),
  };
}
