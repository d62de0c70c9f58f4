import { UserMistake } from '../domain/error.ts';
import type { Instant } from '../domain/instant.ts';
import type { PlanStore } from '../domain/ports/stores.ts';
import type { Agreement, DeploymentPlan } from '../domain/release.ts';
import type { Database } from './database.ts';
import { AgreementEntity, PlanEntity } from './entities/plan.entity.ts';
import type { AgreementRow, PlanRow } from './entities/plan.entity.ts';
import type { Tell } from './event.write.ts';
import { isMissingParent } from './retry.ts';
import { query } from './sql.ts';
import type { Row } from './sql.ts';

export function planStore(database: Database, tell: Tell): PlanStore {
  const byId = async (id: string): Promise<DeploymentPlan | null> => {
    const [row] = await database.query(`select *, ${agreed} from muster.plan where id = $1`, [id]);
    return row === undefined ? null : planOf(database, row);
  };
  return {
    byId,
    byIds: async (ids) => new Map((await database.gather(`select *, ${agreed} from muster.plan where id = any($1)`, [ids])).map((row) => planOf(database, row)).map((plan) => [plan.id, plan])),
    propose: (plan) => propose(database, tell, plan),
    latest: async (releaseKeys) => (await database.gather(
      `select distinct on (release_key, environment) *, ${agreed} from muster.plan where release_key = any($1)
       order by release_key, environment, version desc`, [releaseKeys])).map((row) => planOf(database, row)),
    agree: async (planId, agreement, countsFrom) => {
      await agree(database, planId, agreement, countsFrom);
      const plan = await byId(planId);
      if (plan === null) throw noSuchPlan(planId);
      return plan;
    },
  };
}

/** Two proposals at once get two versions: the next number is taken under a lock of release and environment. */
async function propose(database: Database, tell: Tell, plan: DeploymentPlan): Promise<DeploymentPlan> {
  const { releaseKey, environment } = plan;
  try {
    return await database.transaction(async (em) => {
      await query(em, `select pg_advisory_xact_lock(hashtextextended('muster plan', 0) # hashtextextended($1, 1))`, [JSON.stringify([releaseKey, environment])]);
      const [next] = await query(em, 'select coalesce(max(version), 0) + 1 as version from muster.plan where release_key = $1 and environment = $2', [releaseKey, environment]);
      const version = Number(next?.['version']);
      const { id, window, deployer, parameters, backoutPlan, backsOutByItself = false, expectedDurationMs = null, proposedBy, proposedAt } = plan;
      const row = { id, releaseKey, environment, version, window, deployer, parameters, backoutPlan, backsOutByItself, expectedDurationMs, proposedBy, proposedAt };
      await em.insert(PlanEntity, row);
      const proposed = { ...row, agreements: [] };
      await tell(em, { kind: 'PLAN_PROPOSED', releaseKey, environment, facts: proposed });
      return proposed;
    });
  } catch (error) {
    if (!isMissingParent(error)) throw error;
    throw new UserMistake('NOT_FOUND', `There is no release with the key "${releaseKey}" to plan for.`, ['release']);
  }
}

async function agree(database: Database, planId: string, { email, role, planVersion, agreedAt }: Agreement, countsFrom: Instant | null): Promise<void> {
  try {
    await database.query(
      `insert into muster.agreement (plan_id, email, role, plan_version, agreed_at) values ($1, $2, $3, $4, $5)
       on conflict (plan_id, lower(email), role, plan_version) do update set agreed_at = excluded.agreed_at where agreement.agreed_at < $6`, [planId, email, role, planVersion, agreedAt, countsFrom]);
  } catch (error) {
    throw isMissingParent(error) ? noSuchPlan(planId) : error;
  }
}

/** The agreements of a plan's row, in order, as one column beside it. */
const agreed = `(select jsonb_agg(to_jsonb(agreement) order by number) from muster.agreement where plan_id = plan.id) as agreements`;

function planOf(database: Database, row: Row): DeploymentPlan {
  const agreements = (row['agreements'] ?? []) as readonly Row[];
  return toPlan(database.read(PlanEntity, row), agreements.map((agreement) => database.read(AgreementEntity, agreement)));
}

function toPlan(row: PlanRow, agreements: readonly AgreementRow[]): DeploymentPlan {
  const { id, releaseKey, environment, version, window, deployer, parameters, backoutPlan, backsOutByItself, expectedDurationMs, proposedBy, proposedAt } = row;
  return {
    id, releaseKey, environment, version, window, deployer, parameters, backoutPlan, backsOutByItself, expectedDurationMs, proposedBy, proposedAt,
    agreements: agreements.map(({ email, role, agreedAt, planVersion }) => ({ email, role, agreedAt, planVersion })),
  };
}

function noSuchPlan(id: string): UserMistake {
  return new UserMistake('NOT_FOUND', `There is no plan "${id}".`, ['plan']);
}
