import { action } from '../../clouds/tencent.ts';
import type { UpstreamRequest } from '../../upstream/upstream.ts';
import { rowsIfTold } from '../../wire/list.ts';
import { object, type ReadBy } from '../../wire/object.ts';
import { count, dateIn, text } from '../../wire/scalars.ts';

const product = { service: 'dnspod', version: '2021-03-23' };

const record = object({
  Id: count,
  RecordId: text,
  SubDomain: text,
  RecordType: text,
  RecordLine: text,
  Value: text,
  TTL: count,
  MX: count,
  Weight: count,
  Enabled: count,
  Remark: text,
  Operation: text,
  Status: text,
  ErrMsg: text,
});
/** A record of a detail of a batch. */
export type RecordRow = ReadBy<typeof record>;

const detail = object({
  Id: count,
  Domain: text,
  DomainId: text,
  DomainGrade: text,
  Operation: text,
  Status: text,
  ErrMsg: text,
  RecordList: rowsIfTold(record),
});
/** A detail of a batch: one domain. */
export type DetailRow = ReadBy<typeof detail>;

const batchTask = object({
  JobType: text,
  // In China's time, which is not said.
  CreatedAt: dateIn('+08:00'),
  TotalCount: count,
  SuccessCount: count,
  FailCount: count,
  DetailList: rowsIfTold(detail),
});
/** A batch with all its details; it does not tell its id. */
export type BatchTaskRow = ReadBy<typeof batchTask>;

const describe = action('DescribeBatchTask', product, batchTask);

/** https://cloud.tencent.com/document/api/1427/56174; the id is decimal, and sent digit for digit. */
export const describeBatchTask = (jobId: string): UpstreamRequest<BatchTaskRow> => describe(`{"JobId":${jobId}}`);
