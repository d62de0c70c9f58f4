import { UserMistake } from '../domain/error.ts';
import type { PlanStore } from '../domain/ports/stores.ts';
import type { Agreement, DeploymentPlan } from '../domain/release.ts';
import type { Database } from './database.ts';
import { AgreementEntity, PlanEntity } from './entities/plan.entity.ts';
import type { AgreementRow, PlanRow } from './entities/plan.entity.ts';
import { isMissingParent } from './retry.ts';
import { query } from './sql.ts';
import type { Row } from './sql.ts';

export function planStore(database: Database): PlanStore {
  const byId = async (id: string): Promise<DeploymentPlan | null> => {
    const [plan] = await withAgreements(database, await database.query('select * from muster.plan where id = $1', [id]));
    return plan ?? null;
  };
  return {
    byId,
    propose: (plan) => propose(database, plan),
    latest: async (releaseKeys) => withAgreements(database, await database.query(
      `select distinct on (release_key, environment) * from muster.plan where release_key = any($1)
       order by release_key, environment, version desc`, [releaseKeys])),
    agree: async (planId, agreement) => {
      await agree(database, planId, agreement);
      const plan = await byId(planId);
      if (plan === null) throw noSuchPlan(planId);
      return plan;
    },
  };
}

/** Two proposals at once get two versions: the next number is taken under a lock of release and environment. */
async function propose(database: Database, plan: DeploymentPlan): Promise<DeploymentPlan> {
  const { releaseKey, environment } = plan;
  try {
    return await database.transaction(async (em) => {
      await query(em, `select pg_advisory_xact_lock(hashtextextended('muster plan', 0) # hashtextextended($1, 1))`, [JSON.stringify([releaseKey, environment])]);
      const [next] = await query(em, 'select coalesce(max(version), 0) + 1 as version from muster.plan where release_key = $1 and environment = $2', [releaseKey, environment]);
      const version = Number(next?.['version']);
      const { id, window, deployer, parameters, backoutPlan, proposedBy, proposedAt } = plan;
      const row = { id, releaseKey, environment, version, window, deployer, parameters, backoutPlan, proposedBy, proposedAt };
      await em.insert(PlanEntity, row);
      return { ...row, agreements: [] };
    });
  } catch (error) {
    if (!isMissingParent(error)) throw error;
    throw new UserMistake('NOT_FOUND', `There is no release with the key "${releaseKey}" to plan for.`, ['release']);
  }
}

async function agree(database: Database, planId: string, { email, role, planVersion, agreedAt }: Agreement): Promise<void> {
  try {
    await database.query(
      `insert into muster.agreement (plan_id, email, role, plan_version, agreed_at) values ($1, $2, $3, $4, $5)
       on conflict (plan_id, lower(email), role, plan_version) do nothing`, [planId, email, role, planVersion, agreedAt]);
  } catch (error) {
    throw isMissingParent(error) ? noSuchPlan(planId) : error;
  }
}

async function withAgreements(database: Database, rows: readonly Row[]): Promise<readonly DeploymentPlan[]> {
  if (rows.length === 0) return [];
  const plans = rows.map((row) => database.read(PlanEntity, row));
  const agreements = (await database.query('select * from muster.agreement where plan_id = any($1) order by number', [plans.map((plan) => plan.id)]))
    .map((row) => database.read(AgreementEntity, row));
  return plans.map((plan) => toPlan(plan, agreements.filter((agreement) => agreement.planId === plan.id)));
}

function toPlan(row: PlanRow, agreements: readonly AgreementRow[]): DeploymentPlan {
  const { id, releaseKey, environment, version, window, deployer, parameters, backoutPlan, proposedBy, proposedAt } = row;
  return {
    id, releaseKey, environment, version, window, deployer, parameters, backoutPlan, proposedBy, proposedAt,
    agreements: agreements.map(({ email, role, agreedAt, planVersion }) => ({ email, role, agreedAt, planVersion })),
  };
}

function noSuchPlan(id: string): UserMistake {
  return new UserMistake('NOT_FOUND', `There is no plan "${id}".`, ['plan']);
}
