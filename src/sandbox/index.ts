// The APIs that the sandbox serves: a line for each.
export { aliyunDns } from './aliyun-dns.ts';
export { aliyunEcs } from './aliyun-ecs.ts';
export { aliyunImm } from './aliyun-imm.ts';
export { aliyunPolarDb } from './aliyun-polardb.ts';
export { huaweiDns } from './huawei-dns.ts';
export { tencentDnsPod } from './tencent-dnspod.ts';
