import { rpc } from '../../clouds/alibaba.ts';
import { list, parts } from '../../wire/list.ts';
import { part } from '../../wire/part.ts';
import { object, type ReadBy } from '../../wire/object.ts';
import { count, date, identifier, json, pageToken, text } from '../../wire/scalars.ts';

/** The version of the API that its requests name. */
const version = '2020-09-30';

/** https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-struct-input */
const input = part({
  OSS: part({ Bucket: text, Prefix: text, MatchExpressions: parts(text) }),
});

const action = object({
  Name: text,
  Parameters: parts(text),
  FastFailPolicy: part({ Action: text }),
});

/** The endpoints of MNS and RocketMQ are in the sample, though not in the SDK's model. */
const notification = part({
  Endpoint: text,
  Topic: text,
  MNS: part({ TopicName: text, Endpoint: text }),
  RocketMQ: part({ Endpoint: text, TopicName: text, InstanceId: text }),
});

const statistic = part({ SubmitSuccess: count, SubmitFailure: count, SkipFiles: count });

/** https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-struct-dataingestion */
export const batch = object({
  Id: identifier,
  State: text,
  Phase: text,
  Marker: text,
  ServiceRole: text,
  Error: text,
  CreateTime: date,
  UpdateTime: date,
  Tags: json,
  Input: input,
  Actions: parts(action),
  Notification: notification,
  Statistic: statistic,
});
/** A batch as ListBatches and GetBatch answer it. */
export type BatchRow = ReadBy<typeof batch>;

/** https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-getbatch */
export const getBatch = rpc('GetBatch', version, object({ Batch: batch }));

/**
 * The list ends where `NextToken` is null: empty or absent, the documentation does not say which.
 * https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-listbatches
 */
export const listBatches = rpc('ListBatches', version, object({ Batches: list(batch), NextToken: pageToken }));
