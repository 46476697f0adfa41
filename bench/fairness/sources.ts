/** The source that caller A walks over: it takes 100 ids in a call. */
export const walkedSource = 'ecs-hangzhou';

/** A quick source that takes one id in a call. */
export const singlySource = 'dns';

/** The source that is as slow as a scenario says. */
export const slowSource = 'dns-slow';

/** The sources that are never slow. */
export const quickSources = [
  { key: walkedSource, provider: 'ALIYUN_ECS', list: 'aliyunEcsTasks', region: 'cn-hangzhou' },
  { key: 'ecs-beijing', provider: 'ALIYUN_ECS', list: 'aliyunEcsTasks', region: 'cn-beijing' },
  { key: singlySource, provider: 'HUAWEI_DNS', list: 'huaweiDnsBatchTasks', region: 'ap-southeast-3' },
] as const;

/** All sources of the gateway. */
export const allSources = [
  ...quickSources,
  { key: slowSource, provider: 'HUAWEI_DNS', list: 'huaweiDnsBatchTasks', region: 'ap-southeast-1' },
] as const;
