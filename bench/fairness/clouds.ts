import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { askedIds, cloudAnswer } from './cloud-answers.ts';
import { sendKeySet } from './key-set.ts';
import { serve } from './remote.ts';

/** A call that was received: when, in milliseconds since 1970, and for which tasks. */
interface ReceivedCall {
  readonly at: number;
  readonly ids: readonly string[];
}

const latencies = new Map<string, number>();
const keySet = { bytes: 0, text: '', sent: 0 };
let calls: ReceivedCall[] = [];

/** Each source has an access key of its own, whose id is the source's key. */
const sourceOf = (authorization = ''): string => /(?:Access|Credential)=([^,\s]+)/.exec(authorization)?.[1] ?? '';

async function answerCall(url: URL, source: string, response: ServerResponse): Promise<void> {
  calls.push({ at: Date.now(), ids: askedIds(url) });
  await sleep(latencies.get(source) ?? 5);
  const { status, body } = cloudAnswer(url);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  request.resume();
  const url = new URL(request.url ?? '', 'http://cloud');
  if (url.pathname === '/key-set') void sendKeySet(response, keySet);
  else void answerCall(url, sourceOf(request.headers.authorization), response);
});

/** The clouds behind the gateway, and the issuer of its tokens: all in one process, as fast as they are told to be. */
const clouds = {
  listen: async (): Promise<string> => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  setLatency: (source: string, milliseconds: number): void => void latencies.set(source, milliseconds),
  /** What the issuer answers: these keys, and blanks or more keys up to so many bytes. */
  setKeySet: (text: string, bytes: number): void => void Object.assign(keySet, { text, bytes, sent: 0 }),
  /** The most bytes of a key set that the gateway took. */
  keySetBytes: (): number => keySet.sent,
  /** The calls for tasks whose ids begin like this, since a time. */
  countCalls: (idsBegin: string, since = 0): number =>
    calls.filter(({ at, ids }) => at >= since && ids.some((id) => id.startsWith(idsBegin))).length,
  /** How often these tasks were asked for, all together. */
  countAsked: (ids: readonly string[]): number =>
    calls.reduce((count, call) => count + call.ids.filter((id) => ids.includes(id)).length, 0),
  forgetCalls: (): void => {
    calls = [];
  },
};

/** What the bench can ask of the clouds. */
export type Clouds = typeof clouds;

serve(clouds);
