import type { GraphiQLTab } from './page.ts';

/** Tasks of the sandbox that run, and one that has finished, by their global ids. */
const followed = [
  'AliyunDnsBatchTask:aliyun-dns:123456',
  'AliyunPolarDbBatchTask:aliyun-polardb:pcb-xxx',
  'HuaweiDnsBatchTask:huawei-dns:9a186e66977dd48f01977e021c480cac',
].map((id) => Buffer.from(id).toString('base64url'));

/** The tabs that GraphiQL opens with; each has an answer over the sandbox. */
export const exampleTabs: readonly GraphiQLTab[] = [
  {
    query: `# The tasks of all clouds, newest first.
# Run it: press the button, or Ctrl-Enter.
# Next page: set "after" to the endCursor.
query Timeline {
  batchTasks(
    first: 10
    after: null
    filter: {
      statuses: [RUNNING, FAILED, PARTIALLY_FAILED]
    }
  ) {
    nodes {
      __typename
      taskId
      operation
      status
      progress
      createdAt
      source { key }
    }
    pageInfo { hasNextPage endCursor }
    sources { ok source { key } error { code } }
  }
}
`,
  },
  {
    query: `# What happens on the timeline from now on: it runs until
# you press the button again. Tasks that did not move while
# they were watched have no estimate yet.
subscription WhatHappens {
  timelineChanged {
    kind
    task {
      __typename
      taskId
      operation
      status
      progress
      estimatedFinishAt
      stalledSince
      source { key }
    }
    source { ok source { key } error { code message } }
  }
}
`,
  },
  {
    query: `# These tasks as they are, then each time they change. It ends
# by itself once all of them have finished.
subscription FollowTasks($ids: [ID!]!) {
  batchTasksChanged(ids: $ids) {
    taskId
    status
    progress
    counts { total succeeded failed }
    estimatedFinishAt
    finishedAt
  }
}
`,
    variables: JSON.stringify({ ids: followed }, null, 2),
  },
  {
    query: `# One task by the provider's own id, with its first
# failed items: one upstream call.
query OneTask {
  batchTask(source: "huawei-dns", taskId: "9a186e66977dd48f01977e021c480cac") {
    id
    operation
    status
    progress
    createdAt
    counts { total succeeded failed }
    failures(first: 3) { totalCount nodes { item message } }
    source { key provider region }
  }
}
`,
  },
  {
    query: `# One task of each provider in one request:
# one upstream call each, in parallel.
query EveryProvider {
  dns: batchTask(source: "aliyun-dns", taskId: "123456") { ...summary }
  ecs: batchTask(source: "aliyun-ecs-hangzhou", taskId: "t-bp1hvgwromzv32iq****") { ...summary }
  imm: batchTask(source: "aliyun-imm", taskId: "trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****") {
    ...summary
    ... on AliyunImmBatch { tags input { bucket prefix } actions { name parameters } }
  }
  polardb: batchTask(source: "aliyun-polardb", taskId: "pcb-xxx") { ...summary }
  huawei: batchTask(source: "huawei-dns", taskId: "9a186e66977dd48f01977e021c480cac") { ...summary }
  dnspod: batchTask(source: "tencent-dnspod", taskId: "69") { ...summary }
}

fragment summary on BatchTask {
  __typename
  taskId
  operation
  status
  providerStatus
  createdAt
  finishedAt
  progress
  failureReason
  counts { total succeeded failed skipped }
}
`,
  },
  {
    query: `# The last batch of the account at Alibaba Cloud DNS,
# with texts in English.
query LastDnsBatch {
  aliyunDnsBatchTask(source: "aliyun-dns", language: EN) {
    taskId
    batchType
    status
    failureReason
    counts { total succeeded failed }
  }
}
`,
  },
  {
    query: `# A batch of Tencent Cloud DNSPod:
# its domains and their records, by one call.
query DnsPodBatch {
  batchTask(
    source: "tencent-dnspod"
    taskId: "69"
  ) {
    status
    createdAt
    ... on TencentDnsPodBatchTask {
      jobType
      details(first: 20) {
        totalCount
        nodes {
          domain
          status
          records(first: 5) {
            nodes { subDomain type value status }
          }
        }
      }
    }
  }
}
`,
  },
  {
    query: `# A provider's own list, with its own filters.
query FailedImports {
  aliyunEcsTasks(
    source: "aliyun-ecs-hangzhou"
    filter: { action: "ImportImage", status: FAILED }
    first: 5
  ) {
    totalCount
    edges { cursor node { taskId resourceId createdAt finishedAt } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
`,
  },
  {
    query: `# What is configured, and what each source can do.
query Sources {
  sources {
    id
    key
    provider
    region
    project
    canList
  }
}
`,
  },
];
