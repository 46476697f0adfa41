import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Fault } from './faults.ts';

const badGateway =
  '<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n';

/** Sends an answer whole. */
export function send(response: ServerResponse, { status, headers, text }: Answer): number {
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, { ...headers, ...length }).end(text);
  return status;
}

/** Sends an answer as the fault has it; the status that the client sees, or null for none. */
export function deliver(response: ServerResponse, answer: Answer, fault: Fault | null): number | null {
  switch (fault?.kind) {
    case 'timeout':
      return null;
    case 'reset':
      response.socket?.resetAndDestroy();
      return null;
    case 'html':
      return send(response, {
        status: fault.status ?? 502,
        headers: { 'content-type': 'text/html' },
        text: badGateway,
      });
    case 'truncate':
      return sendHalf(response, answer);
    case 'latency':
      return sendLate(response, answer, fault.delayMs ?? 1000);
    default:
      return send(response, answer);
  }
}

/** Promises all bytes, sends half of them, and hangs up. */
function sendHalf(response: ServerResponse, { status, headers, text }: Answer): number {
  const bytes = Buffer.from(text);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
  return status;
}

function sendLate(response: ServerResponse, answer: Answer, delayMs: number): number {
  const timer = setTimeout(() => send(response, answer), delayMs);
  response.once('close', () => clearTimeout(timer));
  return answer.status;
}
