import type { BatchRow } from './wire.ts';

/** The files that a batch takes in. */
export interface AliyunImmInput {
  readonly bucket: string | null;
  readonly prefix: string | null;
  readonly matchExpressions: readonly string[];
}

/** What is done with each file. */
export interface AliyunImmAction {
  readonly name: string | null;
  readonly parameters: readonly string[];
  /** What a failure of it means to the batch: abort, ignore. */
  readonly fastFailPolicy: string | null;
}

/** A topic of Message Service. */
export interface AliyunImmMns {
  readonly topicName: string | null;
  readonly endpoint: string | null;
}

/** A topic of RocketMQ. */
export interface AliyunImmRocketMq {
  readonly endpoint: string | null;
  readonly topicName: string | null;
  readonly instanceId: string | null;
}

/** Where the provider announces results. */
export interface AliyunImmNotification {
  readonly endpoint: string | null;
  readonly topic: string | null;
  readonly mns: AliyunImmMns | null;
  readonly rocketMq: AliyunImmRocketMq | null;
}

/** Where the files of a batch come from; null where the provider does not tell. */
export function toInput({ Input }: BatchRow): AliyunImmInput | null {
  const files = Input?.OSS;
  return files ? { bucket: files.Bucket, prefix: files.Prefix, matchExpressions: files.MatchExpressions } : null;
}

/** What is done with each file of a batch. */
export const toActions = ({ Actions }: BatchRow): AliyunImmAction[] =>
  Actions.map((action) => ({
    name: action.Name,
    parameters: action.Parameters,
    fastFailPolicy: action.FastFailPolicy?.Action ?? null,
  }));

/** Who is told of what becomes of a batch; null where nobody is. */
export function toNotification({ Notification }: BatchRow): AliyunImmNotification | null {
  if (!Notification) return null;
  const { MNS: mns, RocketMQ: rocketMq } = Notification;
  return {
    endpoint: Notification.Endpoint,
    topic: Notification.Topic,
    mns: mns ? { topicName: mns.TopicName, endpoint: mns.Endpoint } : null,
    rocketMq: rocketMq
      ? { endpoint: rocketMq.Endpoint, topicName: rocketMq.TopicName, instanceId: rocketMq.InstanceId }
      : null,
  };
}
