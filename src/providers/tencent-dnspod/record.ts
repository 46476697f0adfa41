import type { TaskStatus } from '../../tasks/task.ts';
import { statusOf } from './status.ts';
import type { RecordRow } from './wire.ts';

/** What became of one record of a batch. */
export interface TencentDnsPodBatchRecord {
  readonly recordId: string | null;
  /** The host record: the part of the name before the domain, `@` for none. */
  readonly subDomain: string | null;
  readonly type: string | null;
  readonly line: string | null;
  readonly value: string | null;
  /** Seconds. */
  readonly ttl: number | null;
  readonly priority: number | null;
  readonly weight: number | null;
  readonly enabled: boolean | null;
  readonly remark: string | null;
  readonly operation: string | null;
  readonly status: TaskStatus;
  /** The provider's own word for the status, trimmed. */
  readonly providerStatus: string | null;
  readonly errorMessage: string | null;
}

/** The result of one record, from its row. */
export const toRecord = (row: RecordRow): TencentDnsPodBatchRecord => ({
  recordId: row.RecordId,
  subDomain: row.SubDomain,
  type: row.RecordType,
  line: row.RecordLine,
  value: row.Value,
  ttl: row.TTL,
  priority: row.MX,
  weight: row.Weight,
  enabled: row.Enabled === null ? null : row.Enabled !== 0,
  remark: row.Remark,
  operation: row.Operation,
  status: statusOf(row.Status, row.ErrMsg),
  providerStatus: row.Status,
  errorMessage: row.ErrMsg,
});
