import type { AssessmentStore } from '../domain/ports/stores.ts';
import type { Assessment } from '../domain/readiness.ts';
import type { Database } from './database.ts';
import { AssessmentEntity } from './entities/assessment.entity.ts';
import { Conditions, pageOf } from './paging.ts';
import type { Row } from './sql.ts';

export function assessmentStore(database: Database): AssessmentStore {
  const toAssessment = (row: Row): Assessment => {
    const { id, readiness, assessedBy } = database.read(AssessmentEntity, row);
    return { id, readiness, assessedBy };
  };
  return {
    save: async ({ id, readiness, assessedBy }) => {
      await database.em().insert(AssessmentEntity, { id, readiness, assessedBy, releaseKey: readiness.releaseKey, environment: readiness.environment });
    },
    byId: async (id) => {
      const [row] = await database.query('select * from muster.assessment where id = $1', [id]);
      return row === undefined ? null : toAssessment(row);
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
