import { writeFileSync } from 'node:fs';
import { authorizationDocs } from './docs/authorization.ts';
import { connectorDocs } from './docs/connector.ts';
import { deploymentDocs } from './docs/deployment.ts';
import { errorDocs } from './docs/error.ts';
import { expressionDocs } from './docs/expression.ts';
import { gateDocs } from './docs/gate.ts';
import { metricDocs } from './docs/metric.ts';
import { noticeDocs } from './docs/notice.ts';
import { reportDocs } from './docs/report.ts';
import { buildContract } from './schema.ts';
import { sqlDocs } from './docs/sql.ts';

/** Writes the pages of docs/ that are derived from the code, into the folder given. */
const [, , folder = 'docs'] = process.argv;
writeFileSync(`${folder}/authorization.md`, authorizationDocs());
writeFileSync(`${folder}/deployments.md`, deploymentDocs());
writeFileSync(`${folder}/errors.md`, errorDocs(await buildContract()));
writeFileSync(`${folder}/gates.md`, gateDocs());
writeFileSync(`${folder}/expressions.md`, expressionDocs());
writeFileSync(`${folder}/connectors.md`, connectorDocs());
writeFileSync(`${folder}/metrics.md`, metricDocs());
writeFileSync(`${folder}/notices.md`, noticeDocs());
writeFileSync(`${folder}/reports.md`, reportDocs());
writeFileSync(`${folder}/sql.md`, sqlDocs());
