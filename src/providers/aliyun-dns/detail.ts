import type { TaskFailure } from '../../tasks/failure.ts';
import type { BatchResultDetail } from './wire.ts';

/** What became of one domain or record of a batch task. */
export interface AliyunDnsBatchDetail {
  readonly succeeded: boolean | null;
  readonly domain: string | null;
  /** The host record: the part of the name before the domain, `@` for none. */
  readonly rr: string | null;
  readonly newRr: string | null;
  readonly type: string | null;
  readonly value: string | null;
  readonly newValue: string | null;
  readonly line: string | null;
  readonly priority: string | null;
  /** Seconds, as the provider writes them. */
  readonly ttl: string | null;
  readonly recordId: string | null;
  /** In the language asked for. */
  readonly recordStatus: string | null;
  readonly remark: string | null;
  /** Why it failed. */
  readonly reason: string | null;
  readonly batchType: string | null;
  readonly operatedAt: number | null;
}

/** The result of one item, from its row. */
export const toDetail = (row: BatchResultDetail): AliyunDnsBatchDetail => ({
  succeeded: row.Status,
  domain: row.Domain,
  rr: row.Rr,
  newRr: row.NewRr,
  type: row.Type,
  value: row.Value,
  newValue: row.NewValue,
  line: row.Line,
  priority: row.Priority,
  ttl: row.Ttl,
  recordId: row.RecordId,
  recordStatus: row.RrStatus,
  remark: row.Remark,
  reason: row.Reason,
  batchType: row.BatchType,
  operatedAt: row.OperateDateStr,
});

/** The full name of a record, or the domain where the item is one. */
function nameOf({ domain, rr }: AliyunDnsBatchDetail): string | null {
  if (rr === null || rr === '@') return domain;
  return domain === null ? rr : `${rr}.${domain}`;
}

/** What a detail tells of an item that failed. */
export const toFailure = (detail: AliyunDnsBatchDetail): TaskFailure => ({
  item: nameOf(detail),
  code: null,
  message: detail.reason,
});
