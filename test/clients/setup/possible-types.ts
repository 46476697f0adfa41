const tasks = [
  'AliyunDnsBatchTask',
  'AliyunEcsTask',
  'AliyunImmBatch',
  'AliyunPolarDbBatchTask',
  'HuaweiDnsBatchTask',
  'TencentDnsPodBatchTask',
];

export const possibleTypes = { BatchTask: tasks, Node: [...tasks, 'Source'] };
