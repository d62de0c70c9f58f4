import { Change } from './change.type.ts';
import { ConfigurationItem, Service } from './configuration-item.type.ts';
import { connectionType } from './connection.type.ts';
import { Deployment } from './deployment.type.ts';
import { Incident } from './incident.type.ts';
import { Assessment } from './readiness.type.ts';
import { Link, Release } from './release.type.ts';
import { SearchResult } from './viewer.type.ts';
import { WorkItem } from './work-item.type.ts';
import type { ClassType } from 'type-graphql';

/** Nodes that live in other tools may each be null; Muster's own are always there. */
export const ChangeConnection = connectionType(() => Change, 'Change', true);
export const WorkItemConnection = connectionType(() => WorkItem, 'WorkItem', true);
export const ConfigurationItemConnection = connectionType(() => ConfigurationItem, 'ConfigurationItem', true);
export const ServiceConnection = connectionType(() => Service, 'Service', true);
export const IncidentConnection = connectionType(() => Incident, 'Incident', true);
export const ReleaseConnection = connectionType(() => Release, 'Release', false);
export const LinkConnection = connectionType(() => Link, 'Link', false);
export const AssessmentConnection = connectionType(() => Assessment, 'Assessment', false);
export const DeploymentConnection = connectionType(() => Deployment, 'Deployment', false);
export const SearchConnection = connectionType(() => SearchResult as unknown as ClassType, 'Search', false);
