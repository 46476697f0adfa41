import type { TaskFailure } from '../../tasks/failure.ts';
import type { TaskStatus } from '../../tasks/task.ts';
import { type TencentDnsPodBatchRecord, toRecord } from './record.ts';
import { statusOf } from './status.ts';
import type { DetailRow } from './wire.ts';

/** What became of one domain of a batch, and of its records. */
export interface TencentDnsPodBatchDetail {
  /** Which detail of which task it is. */
  readonly place: readonly [source: string, taskId: string, index: number];
  readonly domain: string | null;
  readonly domainId: string | null;
  readonly domainGrade: string | null;
  readonly operation: string | null;
  readonly status: TaskStatus;
  /** The provider's own word for the status, trimmed. */
  readonly providerStatus: string | null;
  readonly errorMessage: string | null;
  /** Null in the place of one that cannot be read. */
  readonly allRecords: readonly (TencentDnsPodBatchRecord | null)[];
}

/** The result of one domain, from its row. */
export const toDetail = (place: TencentDnsPodBatchDetail['place'], row: DetailRow): TencentDnsPodBatchDetail => ({
  place,
  domain: row.Domain,
  domainId: row.DomainId,
  domainGrade: row.DomainGrade,
  operation: row.Operation,
  status: statusOf(row.Status, row.ErrMsg),
  providerStatus: row.Status,
  errorMessage: row.ErrMsg,
  allRecords: (row.RecordList ?? []).map((record) => record && toRecord(record)),
});

/** The full name of a record. */
function nameOf(domain: string | null, subDomain: string | null): string | null {
  if (subDomain === null || subDomain === '@') return domain;
  return domain === null ? subDomain : `${subDomain}.${domain}`;
}

/** The records of a domain that failed; the domain itself where it failed without one of them. */
export function toFailures(detail: TencentDnsPodBatchDetail): TaskFailure[] {
  const { domain, status, errorMessage, allRecords } = detail;
  const failures = allRecords
    .filter((record) => record !== null)
    .filter((record) => record.status === 'FAILED')
    .map((record) => ({
      item: nameOf(domain, record.subDomain),
      code: null,
      message: record.errorMessage ?? errorMessage,
    }));
  const isWhole = failures.length === 0 && status === 'FAILED';
  return isWhole ? [{ item: domain, code: null, message: errorMessage }] : failures;
}
