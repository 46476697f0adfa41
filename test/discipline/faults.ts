import type { ServerResponse } from 'node:http';
import type { Fault } from '#test/faulty-upstream.ts';

const json = { 'content-type': 'application/json;charset=utf-8' };

/** An answer of this status with this body, whatever was asked. */
export const answering =
  (status: number, body: object | string, headers: Record<string, string> = json): Fault =>
  (response) =>
    void response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));

/** An error of Alibaba Cloud, told as its gateway does; the text quotes what it must never be quoted. */
export const alibabaError = (status: number, code: string, headers: Record<string, string> = {}): Fault =>
  answering(
    status,
    {
      RequestId: 'REQ-1',
      HostId: 'ecs.example',
      Code: code,
      Message: 'server string to sign is: leaked-string-to-sign',
    },
    { ...json, ...headers },
  );

/** An error of Huawei Cloud's API gateway, or of its DNS. */
export const huaweiError = (status: number, code: string, headers: Record<string, string> = {}): Fault =>
  answering(
    status,
    code.startsWith('APIGW.')
      ? { error_code: code, error_msg: 'leaked-string-to-sign', request_id: 'REQ-1' }
      : { code, message: 'leaked-string-to-sign' },
    { ...json, ...headers },
  );

/** The server's own date, so many milliseconds from ours. */
export const dated = (offsetMs: number): Record<string, string> => ({
  date: new Date(Date.now() + offsetMs).toUTCString(),
});

const html = '<html><body><h1>502 Bad Gateway</h1></body></html>';

function startLong(response: ServerResponse, length: number, status = 200): void {
  response.writeHead(status, { ...json, 'content-length': length });
}

/** What spoils an answer on its way. */
export const transport = {
  reset: (response) => void response.socket?.resetAndDestroy(),
  resetMid: (response, answer) => {
    startLong(response, answer.length);
    response.write(answer.slice(0, 20), () => setTimeout(() => response.socket?.resetAndDestroy(), 20));
  },
  truncate: (response, answer) => {
    startLong(response, answer.length);
    response.write(answer.slice(0, answer.length / 2), () => response.socket?.destroy());
  },
  truncatedRejection: (response) => {
    startLong(response, 1_000, 400);
    response.write('{"Code":"', () => response.socket?.destroy());
  },
  cutJson: (response, answer) => void response.writeHead(200, json).end(answer.slice(0, -5)),
  empty: answering(200, ''),
  /** Deeper than can be read with an eye on long numbers, of which it has one. */
  deepJson: answering(200, `{"deep":${'['.repeat(100_000)}1234567890123456789${']'.repeat(100_000)}}`),
  noContent: (response) => void response.writeHead(204).end(),
  badGzip: answering(200, '\u001f\u008bnot gzip', { ...json, 'content-encoding': 'gzip' }),
  wrongType: (response, answer) => void response.writeHead(200, { 'content-type': 'text/html' }).end(answer),
  html200: answering(200, html, { 'content-type': 'text/html' }),
  html404: answering(404, html, { 'content-type': 'text/html' }),
  html502: answering(502, html, { 'content-type': 'text/html' }),
  notAnObject: answering(200, '[]'),
  otherShape: answering(200, { TaskSet: 'none' }),
  redirect: answering(302, '', { location: 'http://127.0.0.1:9/elsewhere' }),
  hang: () => undefined,
  halfOpen: (response) => startLong(response, 1_000),
  /** A byte now and then, never done. */
  drip: (response) => {
    startLong(response, 1_000_000);
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  /** As much as is taken, up to 200 MB. */
  huge: (response) => {
    response.writeHead(200, json).write('{"text":"');
    const piece = 'x'.repeat(1_000_000);
    let left = 200;
    const more = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end('"}');
    };
    more();
  },
} satisfies Record<string, Fault>;
