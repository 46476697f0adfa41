import { tc3Authorization } from '#src/signing/tc3-hmac.ts';
import { canonicalQuery } from '#src/signing/percent.ts';
import { hashOf, keyOf, read, type Answered, type Manner } from './call.ts';

/** What makes a call to Tencent Cloud differ from an ordinary one. */
export interface TencentManner extends Manner {
  readonly version?: string;
  readonly service?: string;
  /** The headers that are signed. */
  readonly signed?: readonly string[];
  /** Sent in place of the parameters. */
  readonly body?: string;
}

/** Calls an operation of DNSPod by POST, or of what the manner says. */
export async function tencent<Body = unknown>(
  url: string,
  operation: string,
  parameters: object = {},
  manner: TencentManner = {},
): Promise<Answered<Body>> {
  const { method = 'POST', now = new Date(), securityToken, service = 'dnspod', version = '2021-03-23' } = manner;
  const isGet = method === 'GET';
  const query = isGet ? Object.entries(parameters).map(([name, value]) => [name, String(value)] as const) : [];
  const body = isGet ? '' : (manner.body ?? JSON.stringify(parameters));
  const headers: Record<string, string> = {
    host: new URL(url).host,
    'content-type': isGet ? 'application/x-www-form-urlencoded' : 'application/json',
    'x-tc-action': operation,
    'x-tc-version': version,
    'x-tc-timestamp': String(Math.floor(now.getTime() / 1000)),
    ...(securityToken ? { 'x-tc-token': securityToken } : {}),
  };
  const message = { method, path: '/', query, headers, bodyHash: hashOf(body) };
  const authorization = tc3Authorization(message, keyOf(manner), service, manner.signed);
  const init = { method, headers: { ...headers, authorization, ...manner.tamper }, body: body || null };
  return read(await fetch(`${url}/?${canonicalQuery(query)}`, init));
}
