import { createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { startTlsServer } from '#test/upstream/tls-server.ts';

/** A call that STS has received, and whose signature is right. */
export type StsCall = Readonly<Record<string, string>>;

/** How STS refuses a role. */
export interface StsRefusal {
  readonly status: number;
  readonly code: string;
}

/** The key of the user who may assume roles. */
export const stsKey = { accessKeyId: 'LTAIsts', accessKeySecret: 'sts-secret' };

/** As https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism has it for signatures of version 1.0. */
const percent = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The secret of a key: the user's, or that of a session, such as STS.1. */
const secretOf = (accessKeyId = ''): string =>
  accessKeyId === stsKey.accessKeyId ? stsKey.accessKeySecret : accessKeyId.replace('STS.', 'session-secret-');

function signatureOf(parameters: StsCall): string {
  const names = Object.keys(parameters).toSorted();
  const query = names.map((name) => `${percent(name)}=${percent(parameters[name] ?? '')}`).join('&');
  const stringToSign = `POST&%2F&${percent(query)}`;
  return createHmac('sha1', `${secretOf(parameters['AccessKeyId'])}&`)
    .update(stringToSign)
    .digest('base64');
}

const dateText = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/**
 * STS of Alibaba Cloud on this machine: it checks signatures, keeps what it was sent, and gives a session of a role, each with
 * another token.
 */
export async function startSts() {
  const calls: StsCall[] = [];
  const settings = {
    /** How many seconds the next sessions last; absent: as asked for. */
    lastsSeconds: undefined as number | undefined,
    /** What is refused, by the role's ARN. */
    refusals: {} as Record<string, StsRefusal>,
  };
  const refuse = (response: ServerResponse, { status, code }: StsRefusal, message: string): void => {
    const body = { RequestId: randomUUID(), HostId: 'sts', Code: code, Message: message };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams } = new URL(request.url ?? '', 'https://sts');
    const form = new URLSearchParams(await text(request));
    const { Signature, ...call } = Object.fromEntries([...searchParams, ...form]) as Record<string, string>;
    calls.push({ ...call, method: request.method ?? '' });
    if (Signature !== signatureOf(call)) {
      return refuse(response, { status: 400, code: 'SignatureDoesNotMatch' }, `server string to sign is: sts-secret`);
    }
    const refusal = settings.refusals[call['RoleArn'] ?? ''];
    if (refusal) return refuse(response, refusal, 'hunter2');
    const seconds = settings.lastsSeconds ?? Number(call['DurationSeconds']);
    const Credentials = {
      AccessKeyId: `STS.${calls.length}`,
      AccessKeySecret: `session-secret-${calls.length}`,
      SecurityToken: `token-${calls.length}`,
      Expiration: dateText(Date.now() + seconds * 1_000),
    };
    const body = { RequestId: randomUUID(), AssumedRoleUser: { Arn: call['RoleArn'] }, Credentials };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  const { port } = await startTlsServer((request, response) => void answer(request, response), 'localhost.pem');
  return { host: `localhost:${port}`, calls, settings };
}
