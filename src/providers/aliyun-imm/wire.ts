import { z } from 'zod';
import { rpc } from '../../clouds/alibaba.ts';
import { list, parts } from '../../wire/list.ts';
import { part } from '../../wire/part.ts';
import { count, date, identifier, pageToken, text } from '../../wire/scalars.ts';

/** The version of the API that its requests name. */
const version = '2020-09-30';

/** https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-struct-input */
const input = part({
  OSS: part({ Bucket: text, Prefix: text, MatchExpressions: parts(text) }),
});

const action = z.object({
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
export const batch = z.object({
  Id: identifier,
  State: text,
  Phase: text,
  Marker: text,
  ServiceRole: text,
  Error: text,
  CreateTime: date,
  UpdateTime: date,
  Tags: z.transform((value: unknown) => value ?? null),
  Input: input,
  Actions: parts(action),
  Notification: notification,
  Statistic: statistic,
});
/** A batch as ListBatches and GetBatch answer it. */
export type BatchRow = z.output<typeof batch>;

/** https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-getbatch */
export const getBatch = rpc('GetBatch', version, z.object({ Batch: batch }));

/**
 * The list ends where `NextToken` is null: empty or absent, the documentation does not say which.
 * https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-listbatches
 */
export const listBatches = rpc('ListBatches', version, z.object({ Batches: list(batch), NextToken: pageToken }));
