import { randomUUID } from 'node:crypto';
import { Agent } from 'undici';
import { acs3Authorization } from '../../src/signing/acs3.ts';
import { emptyHash } from '../../src/platform/digest.ts';
import { canonicalQuery } from '../../src/signing/percent.ts';
import { sdkHmacAuthorization } from '../../src/signing/sdk-hmac.ts';

const origin = process.env.SANDBOX_URL ?? '';
const host = new URL(origin).host;
const agent = new Agent({ connections: 50 });
const key = { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' };

type Query = readonly (readonly [string, string])[];

/** Asks Alibaba Cloud, once. */
export async function askAlibaba(operation: string, version: string, query: Query): Promise<unknown> {
  const headers: Record<string, string> = {
    host,
    'x-acs-action': operation,
    'x-acs-version': version,
    'x-acs-date': `${new Date().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': emptyHash,
  };
  headers.authorization = acs3Authorization({ method: 'POST', path: '/', query, headers, bodyHash: emptyHash }, key);
  const { body } = await agent.request({ origin, path: `/?${canonicalQuery(query)}`, method: 'POST', headers });
  return body.json();
}

/** Asks Huawei Cloud, once. */
export async function askHuawei(path: string, query: Query = []): Promise<unknown> {
  const headers: Record<string, string> = {
    host,
    'content-type': 'application/json',
    'x-sdk-date': `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`,
  };
  headers.authorization = sdkHmacAuthorization({ method: 'GET', path, query, headers, bodyHash: emptyHash }, key);
  const { body } = await agent.request({ origin, path: `${path}?${canonicalQuery(query)}`, method: 'GET', headers });
  return body.json();
}

export const closeUpstreams = (): Promise<void> => agent.destroy();
