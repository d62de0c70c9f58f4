import type { Clock } from '../../domain/instant.ts';
import { connectors } from '../../connectors/index.ts';
import { catalogueOf } from '../config/catalogue.ts';
import { lookInto } from '../config/read-file.ts';
import type { FileShape } from '../config/shape.ts';
import { connectAll, connectionMistakes } from '../connect.ts';
import type { Log } from '../log.ts';
import { loadPlugIns } from '../plug-ins.ts';
import { policyMistakes } from '../policy-mistakes.ts';
import type { ProcessSettings } from '../process-settings.ts';
import { productionMistakes } from '../production-mistakes.ts';
import { examineAnchoring, examineChannels } from './channels.ts';
import { examineConfiguration } from './configuration.ts';
import { examineConnection } from './connections.ts';
import { examineDatabase } from './database.ts';
import type { Finding } from './finding.ts';
import { examineIssuers } from './issuers.ts';
import { examineMachine } from './machine.ts';

export interface ExaminePorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
}

type Examined = Pick<ProcessSettings, 'configurationFile' | 'databaseUrl' | 'isProductionMode'>;

/**
 * Everything a hub with these settings would rest on, looked at and not changed. A part of the file that has mistakes is
 * not tried; the rest is. Throws ConfigurationError for a file that cannot be read at all.
 */
export async function examine(settings: Examined, { environment, clock, log }: ExaminePorts): Promise<readonly Finding[]> {
  const { configurationFile } = settings;
  const plugged = await loadPlugIns(configurationFile);
  const looked = lookInto(configurationFile, environment, (file) => [...connectionMistakes(file, clock, log), ...policyMistakes(file, plugged), ...productionMistakes(settings, file)]);
  const { read, mistakes } = looked;
  const isWhole = (list: string) => (_one: unknown, index: number): boolean => !mistakes.some(({ key }) => key.startsWith(`${list}[${index}]`));
  const connections = read.connections.filter(isWhole('connections'));
  const notices = read.notices === undefined || mistakes.some(({ key }) => key.startsWith('notices')) ? undefined : read.notices;
  const services = servicesOf({ ...read, services: read.services.filter(isWhole('services')) });
  const products = new Map(Object.values(connectors).map(({ system, about }) => [system, about.product]));
  const parts = await Promise.all([
    examineDatabase(settings, clock),
    examineIssuers({ ...read.access, issuers: read.access.issuers.filter(isWhole('access.issuers')) }),
    examineChannels({ notices, outgoing: read.outgoing }),
    examineAnchoring({ audit: mistakes.some(({ key }) => key.startsWith('audit')) ? {} : read.audit, outgoing: read.outgoing }),
    ...connectAll({ connections, outgoing: read.outgoing }, clock, log).all.map((one) => examineConnection(one, products.get(one.system) ?? one.system, services)),
  ]);
  return [...examineMachine(), ...examineConfiguration(configurationFile, looked), ...parts.flat()];
}

function servicesOf(file: FileShape): ReturnType<typeof catalogueOf>['services'] {
  return catalogueOf(file).services;
}
