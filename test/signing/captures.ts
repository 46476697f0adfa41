import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/wire/', import.meta.url);

/** A request that a vendor's own client sent, with the keys it was given. */
export interface Capture {
  readonly file: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface CaptureFile {
  readonly credentials: Partial<Record<'accessKeyId' | 'accessKeySecret' | 'securityToken' | 'ak' | 'sk', string>>;
  readonly request: Pick<Capture, 'method' | 'path' | 'headers' | 'body'>;
}

export const readFixture = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

function readCapture(file: string): Capture {
  const { credentials, request } = readFixture(file) as CaptureFile;
  const { ak = '', sk = '', accessKeyId = ak, accessKeySecret = sk, securityToken } = credentials;
  return { file, accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}), ...request };
}

const files = readdirSync(folder).filter((file) => /^(alidns|ecs|huawei|imm|polardb)-\d/.test(file));

export const alibabaCaptures = files.filter((file) => !file.startsWith('huawei')).map(readCapture);
export const huaweiCaptures = files.filter((file) => file.startsWith('huawei')).map(readCapture);
