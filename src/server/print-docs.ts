import { writeFileSync } from 'node:fs';
import { authorizationDocs } from './authorization-docs.ts';
import { connectorDocs } from './connector-docs.ts';
import { deploymentDocs } from './deployment-docs.ts';
import { errorDocs } from './error-docs.ts';
import { expressionDocs } from './expression-docs.ts';
import { gateDocs } from './gate-docs.ts';
import { metricDocs } from './metric-docs.ts';
import { noticeDocs } from './notice-docs.ts';
import { reportDocs } from './report-docs.ts';
import { buildContract } from './schema.ts';
import { sqlDocs } from './sql-docs.ts';

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
