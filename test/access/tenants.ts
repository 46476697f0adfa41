import { createHash } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { startTestTaskline, type TestOptions } from '#test/taskline.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Two tenants of one gateway: neither sees a source of the other. */
export const tenants = {
  board: { key: 'board-key-0123456789', sources: ['aliyun-ecs-*', 'aliyun-dns'] },
  desk: { key: 'desk-key-0123456789', sources: ['huawei-dns', 'aliyun-imm', 'aliyun-polardb'] },
} as const;

export type Tenant = keyof typeof tenants;

const tenantKeys = {
  mode: 'apiKeys',
  apiKeys: Object.entries(tenants).map(([name, { key, sources }]) => ({
    name,
    sha256: sha256(key),
    sources: [...sources],
  })),
} as const;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

export type Headings = Readonly<Record<string, string>>;

/** POSTs a request to a gateway with the headers given. */
export async function post(url: string, body: object, headers: Headings = {}): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, ...((await response.json()) as object) };
}

export const bearer = (token: string): Headings => ({ authorization: `Bearer ${token}` });

/** A gateway that the two tenants share. */
export async function startTenants(config: TestOptions['config'] = {}, more: Omit<TestOptions, 'config'> = {}) {
  const taskline = await startTestTaskline({
    ...more,
    config: { auth: { ...tenantKeys, apiKeys: [...tenantKeys.apiKeys] }, ...config },
  });
  return {
    ...taskline,
    as: (tenant: Tenant, query: string, variables: object = {}) =>
      post(taskline.url, { query, variables }, bearer(tenants[tenant].key)),
  };
}
