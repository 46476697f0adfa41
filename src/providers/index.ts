// All providers: a line for each.
export { aliyunDns } from './aliyun-dns/index.ts';
export { aliyunEcs } from './aliyun-ecs/index.ts';
export { aliyunImm } from './aliyun-imm/index.ts';
export { aliyunPolarDb } from './aliyun-polardb/index.ts';
export { huaweiDns } from './huawei-dns/index.ts';
export { tencentDnsPod } from './tencent-dnspod/index.ts';
