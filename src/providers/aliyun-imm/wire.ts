import { z } from 'zod';
import { rpc } from '../../clouds/alibaba.ts';
import { list, parts } from '../../wire/list.ts';
import { count, date, identifier, text } from '../../wire/scalars.ts';

/** The version of the API that its requests name. */
const version = '2020-09-30';

/** https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-struct-input */
const input = z.object({
  OSS: z.object({ Bucket: text, Prefix: text, MatchExpressions: parts(text) }).nullish(),
});

const action = z.object({
  Name: text,
  Parameters: parts(text),
  FastFailPolicy: z.object({ Action: text }).nullish(),
});

/** The endpoints of MNS and RocketMQ are in the sample, though not in the SDK's model. */
const notification = z.object({
  Endpoint: text,
  Topic: text,
  MNS: z.object({ TopicName: text, Endpoint: text }).nullish(),
  RocketMQ: z.object({ Endpoint: text, TopicName: text, InstanceId: text }).nullish(),
});

const statistic = z.object({ SubmitSuccess: count, SubmitFailure: count, SkipFiles: count });

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
  Input: input.nullish(),
  Actions: parts(action),
  Notification: notification.nullish(),
  Statistic: statistic.nullish(),
});
/** A batch as ListBatches and GetBatch answer it. */
export type BatchRow = z.output<typeof batch>;

/** https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-getbatch */
export const getBatch = rpc('GetBatch', version, z.object({ Batch: batch }));

/** A token goes back as it came, so that it is not trimmed as texts are. */
const nextToken = z.transform((value: unknown, context): string | null => {
  if (typeof value !== 'string' && value !== null && value !== undefined) context.addIssue('expected a token');
  return typeof value === 'string' && value !== '' ? value : null;
});

/**
 * The list ends where `NextToken` is null: empty or absent, the documentation does not say which.
 * https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-listbatches
 */
export const listBatches = rpc('ListBatches', version, z.object({ Batches: list(batch), NextToken: nextToken }));
