import { createHash, randomUUID } from 'node:crypto';
import { acs3Authorization } from '#src/signing/acs3.ts';
import { sdkHmacAuthorization } from '#src/signing/sdk-hmac.ts';
import { canonicalQuery } from '#src/signing/percent.ts';

const versions = { ecs: '2014-05-26', alidns: '2015-01-09', polardb: '2017-08-01', imm: '2020-09-30' };
export type Product = keyof typeof versions;

/** What makes a call differ from an ordinary one. */
export interface Manner {
  readonly now?: Date;
  readonly nonce?: string;
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  /** Sends the parameters in a form. */
  readonly form?: boolean;
  readonly method?: string;
  /** What is changed after signing. */
  readonly tamper?: Readonly<Record<string, string>>;
}

/** An answer, its JSON as text too: a double would lose digits. */
export interface Answered<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** An answer, read whole. */
export async function read<Body>(response: Response): Promise<Answered<Body>> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Body };
}

/** The key that a call is signed with: the sandbox's own unless told. */
export const keyOf = ({ accessKeyId = 'sandbox', accessKeySecret = 'sandbox-secret' }: Manner) => ({
  accessKeyId,
  accessKeySecret,
});
/** The hash of a body. */
export const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex');
const seconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

export type Sent = Readonly<Record<string, string | number>>;

const pairsOf = (parameters: Sent) => Object.entries(parameters).map(([name, value]) => [name, String(value)] as const);

/** Calls an operation of Alibaba Cloud. */
export async function alibaba<Body = unknown>(
  url: string,
  product: Product,
  action: string,
  parameters: Sent = {},
  manner: Manner = {},
): Promise<Answered<Body>> {
  const { form = false, method = 'POST', now = new Date(), nonce = randomUUID(), securityToken } = manner;
  const query = form ? [] : pairsOf(parameters);
  const body = form ? canonicalQuery(pairsOf(parameters)) : '';
  const bodyHash = hashOf(body);
  const headers: Record<string, string> = {
    host: new URL(url).host,
    'x-acs-action': action,
    'x-acs-version': versions[product],
    'x-acs-date': seconds(now),
    'x-acs-signature-nonce': nonce,
    'x-acs-content-sha256': bodyHash,
    ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    ...(securityToken ? { 'x-acs-security-token': securityToken } : {}),
  };
  const authorization = acs3Authorization({ method, path: '/', query, headers, bodyHash }, keyOf(manner));
  const init = { method, headers: { ...headers, authorization, ...manner.tamper }, body: body || null };
  return read(await fetch(`${url}/?${canonicalQuery(query)}`, init));
}

/** Calls an operation of Huawei Cloud. */
export async function huawei<Body = unknown>(
  url: string,
  path: string,
  parameters: Sent = {},
  manner: Manner = {},
): Promise<Answered<Body>> {
  const { method = 'GET', now = new Date(), securityToken } = manner;
  const query = pairsOf(parameters);
  const headers: Record<string, string> = {
    host: new URL(url).host,
    'x-sdk-date': seconds(now).replace(/[-:]/g, ''),
    ...(securityToken ? { 'x-security-token': securityToken } : {}),
  };
  const authorization = sdkHmacAuthorization({ method, path, query, headers, bodyHash: hashOf('') }, keyOf(manner));
  const init = { method, headers: { ...headers, authorization, ...manner.tamper } };
  return read(await fetch(`${url}${path}?${canonicalQuery(query)}`, init));
}

export const tasksPath = '/v2.1/batch-operation-tasks';

/** Gives the sandbox an order, unsigned. */
export const order = (url: string, method: string, control: string, body?: unknown): Promise<Response> =>
  fetch(`${url}/__sandbox/${control}`, { method, body: body === undefined ? null : JSON.stringify(body) });
