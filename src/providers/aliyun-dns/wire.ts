import { rpc } from '../../clouds/alibaba.ts';
import { heldList } from '../../wire/held-list.ts';
import { list } from '../../wire/list.ts';
import { object, type ReadBy } from '../../wire/object.ts';
import { count, date, flag, text } from '../../wire/scalars.ts';

/** The version of the API that its requests name. */
const version = '2015-01-09';

/** https://www.alibabacloud.com/help/en/dns/api-alidns-2015-01-09-describebatchresultcount */
const batchResultCount = object({
  TaskId: text,
  Status: text,
  TotalCount: count,
  SuccessCount: count,
  FailedCount: count,
  BatchType: text,
  Reason: text,
});
/** An answer to DescribeBatchResultCount. */
export type BatchResultCount = ReadBy<typeof batchResultCount>;
/** Asks for one batch task, or for the last. */
export const describeBatchResultCount = rpc('DescribeBatchResultCount', version, batchResultCount);

/** https://www.alibabacloud.com/help/en/dns/api-alidns-2015-01-09-describebatchresultdetail */
const batchResultDetail = object({
  Status: flag,
  Domain: text,
  Rr: text,
  NewRr: text,
  Type: text,
  Value: text,
  NewValue: text,
  Line: text,
  Priority: text,
  Ttl: text,
  RecordId: text,
  RrStatus: text,
  Remark: text,
  Reason: text,
  BatchType: text,
  OperateDateStr: date,
});
/** A row of DescribeBatchResultDetail. */
export type BatchResultDetail = ReadBy<typeof batchResultDetail>;

const page = object({
  TotalCount: count,
  PageNumber: count,
  PageSize: count,
  BatchResultDetails: object({ BatchResultDetail: list(batchResultDetail) }),
});

/** https://www.alibabacloud.com/help/en/dns/api-alidns-2015-01-09-describebatchresultdetail */
export const describeBatchResultDetail = rpc(
  'DescribeBatchResultDetail',
  version,
  heldList('BatchResultDetails', 'BatchResultDetail', page),
);
