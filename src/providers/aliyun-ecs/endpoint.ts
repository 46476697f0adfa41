const hangzhou = 'ecs-cn-hangzhou.aliyuncs.com';
const central = 'ecs.aliyuncs.com';

/** The regions whose host is not `ecs.{region}.aliyuncs.com`, by the table of @alicloud/ecs20140526. */
const hosts: ReadonlyMap<string, string> = new Map([
  ['cn-hangzhou', hangzhou],
  ['cn-shanghai-finance-1', hangzhou],
  ['cn-shenzhen-finance-1', hangzhou],
  ['cn-hangzhou-finance', central],
  ['cn-beijing-gov-1', central],
  ['cn-north-2-gov-1', central],
]);

/** The address of ECS in a region. */
export const endpointIn = (region: string): string => `https://${hosts.get(region) ?? `ecs.${region}.aliyuncs.com`}`;
