import type { AssessmentStore } from '../domain/ports/stores.ts';
import type { Assessment } from '../domain/readiness.ts';
import type { Database } from './database.ts';
import { AssessmentEntity } from './entities/assessment.entity.ts';
import type { Tell } from './event.write.ts';
import { toJsonb } from './json.ts';
import { recordOutcome } from './outcome.store.ts';
import { Conditions, pageOf } from './paging.ts';
import { query, type Row } from './sql.ts';

export function assessmentStore(database: Database, tell: Tell): AssessmentStore {
  const toAssessment = (row: Row): Assessment => {
    const { id, readiness, assessedBy, receipt } = database.read(AssessmentEntity, row);
    return { id, readiness, assessedBy, receipt };
  };
  return {
    save: ({ id, readiness, assessedBy, receipt }, facts) => database.transaction(async (em) => {
      await query(em, 'insert into muster.assessment (id, release_key, environment, readiness, assessed_by, receipt) values ($1, $2, $3, $4, $5, $6)', [
        id, readiness.releaseKey, readiness.environment, toJsonb(readiness), toJsonb(assessedBy), receipt === null ? null : toJsonb(receipt),
      ]);
      await query(em, 'insert into muster.assessment_facts (assessment_id, facts) values ($1, $2)', [id, facts]);
      await recordOutcome(em, tell, readiness);
    }),
    byId: async (id) => {
      const [row] = await database.query('select * from muster.assessment where id = $1', [id]);
      return row === undefined ? null : toAssessment(row);
    },
    byIds: async (ids) => new Map((await database.gather('select * from muster.assessment where id = any($1)', [ids])).map(toAssessment).map((assessment) => [assessment.id, assessment])),
    facts: async (id) => {
      const [row] = await database.query('select facts from muster.assessment_facts where assessment_id = $1', [id]);
      return row === undefined ? null : String(row['facts']);
    },
    list: async ({ releaseKey, environment }, page) => {
      const conditions = new Conditions().add('release_key = ?', releaseKey);
      if (environment !== undefined) conditions.add('environment = ?', environment);
      const found = await pageOf(database, { table: 'muster.assessment', columns: ['number'], direction: 'desc' }, conditions, page);
      return { ...found, items: found.items.map(toAssessment) };
    },
    latest: async (releaseKeys) => (await database.gather(
      `select distinct on (release_key, environment) * from muster.assessment where release_key = any($1)
       order by release_key, environment, number desc`, [releaseKeys])).map(toAssessment),
  };
}
