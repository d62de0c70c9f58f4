/** One class of the data model: its own attributes, what it derives from its keys, and the class it extends. */
export interface ClassShape {
  readonly parent?: string;
  readonly isAbstract?: boolean;
  /** Stored attributes. */
  readonly own: readonly string[];
  /** Attributes read through a key: attribute → [key, attribute there]. */
  readonly through?: Readonly<Record<string, readonly [string, string]>>;
  /** Lists of link objects: attribute → [link class, its key to this object]. */
  readonly lists?: Readonly<Record<string, readonly [string, string]>>;
}

const device: readonly string[] = ['serialnumber', 'status', 'asset_number', 'purchase_date'];

/**
 * The part of iTop's standard data model (itop-config-mgmt, itop-service-mgmt, itop-change-mgmt-itil,
 * itop-incident-mgmt-itil, itop-problem-mgmt) that Muster could meet, with three attributes that North Bank added, as
 * every company does: `version` and `environment` on software, `correlation_id` on changes, incidents and problems.
 */
export const classes: Readonly<Record<string, ClassShape>> = {
  Organization: { own: ['name', 'code', 'status'] },
  Contact: { isAbstract: true, own: ['name', 'status', 'org_id', 'email', 'phone'], through: { org_name: ['org_id', 'name'] } },
  Person: { parent: 'Contact', own: ['first_name', 'employee_number'] },
  Team: { parent: 'Contact', own: [] },

  FunctionalCI: {
    isAbstract: true, own: ['name', 'description', 'org_id', 'business_criticity', 'move2production'],
    through: { organization_name: ['org_id', 'name'] }, lists: { tickets_list: ['lnkFunctionalCIToTicket', 'functionalci_id'] },
  },
  PhysicalDevice: { parent: 'FunctionalCI', isAbstract: true, own: device },
  Server: { parent: 'PhysicalDevice', own: ['cpu', 'ram'] },
  NetworkDevice: { parent: 'PhysicalDevice', own: ['ram'] },
  VirtualDevice: { parent: 'FunctionalCI', isAbstract: true, own: ['status'] },
  Farm: { parent: 'VirtualDevice', own: ['redundancy'] },
  VirtualMachine: { parent: 'VirtualDevice', own: ['cpu', 'ram', 'managementip'] },
  SoftwareInstance: { parent: 'FunctionalCI', isAbstract: true, own: ['path', 'status', 'version', 'environment'] },
  OtherSoftware: { parent: 'SoftwareInstance', own: [] },
  DBServer: { parent: 'SoftwareInstance', own: [] },
  ApplicationSolution: { parent: 'FunctionalCI', own: ['status', 'redundancy'] },
  BusinessProcess: { parent: 'FunctionalCI', own: ['status'] },
  DatabaseSchema: { parent: 'FunctionalCI', own: ['dbserver_id'], through: { dbserver_name: ['dbserver_id', 'name'] } },

  Service: { own: ['name', 'org_id', 'description', 'status'], through: { organization_name: ['org_id', 'name'] } },
  lnkFunctionalCIToService: { own: ['service_id', 'functionalci_id'], through: { service_name: ['service_id', 'name'], functionalci_name: ['functionalci_id', 'name'], functionalci_id_finalclass_recall: ['functionalci_id', 'finalclass'] } },

  Ticket: {
    isAbstract: true,
    own: ['operational_status', 'ref', 'org_id', 'caller_id', 'team_id', 'agent_id', 'title', 'description', 'start_date', 'end_date', 'last_update', 'close_date', 'private_log'],
    through: { org_name: ['org_id', 'name'], caller_name: ['caller_id', 'name'], team_name: ['team_id', 'name'], agent_name: ['agent_id', 'name'] },
    lists: { functionalcis_list: ['lnkFunctionalCIToTicket', 'ticket_id'] },
  },
  Change: {
    parent: 'Ticket', isAbstract: true,
    own: ['status', 'reason', 'requestor_id', 'creation_date', 'impact', 'supervisor_id', 'manager_id', 'outage', 'fallback', 'parent_id', 'correlation_id'],
    through: { requestor_email: ['requestor_id', 'email'], supervisor_email: ['supervisor_id', 'email'], manager_email: ['manager_id', 'email'], parent_name: ['parent_id', 'ref'] },
  },
  RoutineChange: { parent: 'Change', own: [] },
  ApprovedChange: { parent: 'Change', isAbstract: true, own: ['approval_date', 'approval_comment'] },
  NormalChange: { parent: 'ApprovedChange', own: ['acceptance_date', 'acceptance_comment'] },
  EmergencyChange: { parent: 'ApprovedChange', own: [] },
  Incident: {
    parent: 'Ticket',
    own: ['status', 'impact', 'priority', 'urgency', 'origin', 'service_id', 'parent_problem_id', 'parent_change_id', 'assignment_date', 'resolution_date', 'solution', 'correlation_id'],
    through: { service_name: ['service_id', 'name'], parent_problem_ref: ['parent_problem_id', 'ref'], parent_change_ref: ['parent_change_id', 'ref'] },
  },
  Problem: {
    parent: 'Ticket',
    own: ['status', 'service_id', 'product', 'impact', 'urgency', 'priority', 'related_change_id', 'assignment_date', 'resolution_date', 'correlation_id'],
    through: { service_name: ['service_id', 'name'], related_change_ref: ['related_change_id', 'ref'] },
  },
  lnkFunctionalCIToTicket: {
    own: ['ticket_id', 'functionalci_id', 'impact', 'impact_code'],
    through: { ticket_ref: ['ticket_id', 'ref'], ticket_title: ['ticket_id', 'title'], functionalci_name: ['functionalci_id', 'name'], functionalci_id_finalclass_recall: ['functionalci_id', 'finalclass'] },
  },
};

/** Which class a key leads to. */
export const keyTargets: Readonly<Record<string, string>> = {
  org_id: 'Organization', caller_id: 'Person', agent_id: 'Person', requestor_id: 'Person', supervisor_id: 'Person', manager_id: 'Person', team_id: 'Team',
  service_id: 'Service', functionalci_id: 'FunctionalCI', ticket_id: 'Ticket', dbserver_id: 'DBServer', parent_id: 'Change', parent_problem_id: 'Problem',
  parent_change_id: 'Change', related_change_id: 'Change',
};
