import { ApiTokenEntity } from './api-token.entity.ts';
import { AssessmentEntity } from './assessment.entity.ts';
import { AuditEntryEntity } from './audit-entry.entity.ts';
import { CopyEntity, CopyVersionEntity } from './copy.entity.ts';
import { DeploymentEntity, JournalEntryEntity } from './deployment.entity.ts';
import { FreezeEntity } from './freeze.entity.ts';
import { EventEntity, NoticeEntity } from './notice.entity.ts';
import { AgreementEntity, PlanEntity } from './plan.entity.ts';
import { LinkEntity, ReleaseEntity, SealedPackageEntity } from './release.entity.ts';
import { WaiverEntity } from './waiver.entity.ts';

export const entities = [
  ReleaseEntity, SealedPackageEntity, LinkEntity, PlanEntity, AgreementEntity, AssessmentEntity, AuditEntryEntity,
  DeploymentEntity, JournalEntryEntity, CopyEntity, CopyVersionEntity, FreezeEntity, WaiverEntity, ApiTokenEntity,
  EventEntity, NoticeEntity,
];
