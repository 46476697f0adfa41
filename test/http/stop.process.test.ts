import { expect, test } from 'vitest';
import { startGatewayProcess } from '#test/access/gateway-process.ts';
import { getText, open, postText, type RawConnection } from './raw-connection.ts';

/** What is sent on each connection of a kind: in time, while the gateway is too busy to read, and after its port closed. */
interface Kind {
  readonly kind: string;
  readonly first: string;
  readonly unread: string;
  readonly later: string;
  /** The answers to what is unread. */
  readonly answers: number;
  /** How many more there may be: an answer can be the last while half of the next request has come. */
  readonly more?: number;
}

const health = getText('/health');
const query = postText('{ sources { key } }');
const [half, rest] = [query.slice(0, -9), query.slice(-9)];
const [head, tail] = [query.slice(0, 30), query.slice(30)];

/** Connections are accepted in the order in which they are made: those that have an answer tell of all before them. */
const accepted: readonly Kind[] = [
  { kind: 'unused', first: '', unread: '', later: '', answers: 0 },
  { kind: 'the first request', first: '', unread: query, later: '', answers: 1 },
  { kind: 'kept alive', first: health, unread: query, later: '', answers: 1 },
  { kind: 'pipelined', first: health, unread: query.repeat(3), later: '', answers: 3 },
  { kind: 'half a body', first: health, unread: half, later: rest, answers: 1 },
  { kind: 'half a head', first: health, unread: head, later: tail, answers: 1 },
  { kind: 'one and a half', first: health, unread: query + head, later: tail, answers: 1, more: 1 },
  { kind: 'idle', first: health, unread: '', later: '', answers: 0 },
];

const notAccepted: readonly Kind[] = [
  { kind: 'not accepted', first: '', unread: query, later: '', answers: 1 },
  { kind: 'not accepted, pipelined', first: '', unread: query.repeat(3), later: '', answers: 3 },
  { kind: 'not accepted, half a body', first: '', unread: half, later: rest, answers: 1 },
];

const connectionsEach = 40;

const isRefused = async (port: number): Promise<boolean> => {
  const { closed, errors } = open(port);
  await closed;
  return errors.some((error) => 'code' in error && error.code === 'ECONNREFUSED');
};

interface Group extends Kind {
  readonly connections: readonly RawConnection[];
}

/** The connections of a kind, once the system has made them. */
async function connectAll(port: number, kinds: readonly Kind[]): Promise<readonly Group[]> {
  const groups = kinds.map((kind) => ({
    ...kind,
    connections: Array.from({ length: connectionsEach }, () => open(port)),
  }));
  const sockets = groups.flatMap(({ connections }) => connections.map(({ socket }) => socket));
  await Promise.all(sockets.map((socket) => new Promise((resolve) => void socket.once('connect', resolve))));
  return groups;
}

function sendAll(groups: readonly Group[], part: 'first' | 'unread' | 'later'): void {
  for (const group of groups) for (const { send } of group.connections) if (group[part]) send(group[part]);
}

const answersIn = (text: string, { first }: Kind): readonly string[] =>
  text.split(/(?=HTTP\/1\.1 )/).slice(first === '' ? 0 : 1);

const isGood = (answer: string): boolean => /^HTTP\/1\.1 200 [^]*\{"data":\{"sources":\[\{.*\}\]\}\}$/.test(answer);

const isLast = (answer: string): boolean => /^connection: close\r$/im.test(answer);

test('SIGTERM loses no request that was sent before it', async () => {
  const gateway = await startGatewayProcess();
  const port = Number(new URL(gateway.url).port);
  const known = await connectAll(port, accepted);
  sendAll(known, 'first');
  await Promise.all(
    known.flatMap(({ first, connections }) => (first ? connections.map(({ read }) => read(/alive/)) : [])),
  );
  gateway.freeze();
  const groups = [...known, ...(await connectAll(port, notAccepted))];
  sendAll(groups, 'unread');
  gateway.terminate();
  gateway.thaw();
  await expect.poll(() => isRefused(port)).toBe(true);
  sendAll(groups, 'later');
  for (const { connections, ...kind } of groups) {
    const texts = await Promise.all(connections.map(({ closed }) => closed));
    const answers = texts.map((text) => answersIn(text, kind));
    expect([kind.kind, connections.flatMap(({ errors }) => errors)]).toEqual([kind.kind, []]);
    const most = kind.answers + (kind.more ?? 0);
    const counts = answers.map((each) => each.filter(isGood).length);
    expect([kind.kind, counts.filter((count) => count < kind.answers || count > most)]).toEqual([kind.kind, []]);
    // What lay there before the signal may also be read before it: no answer to that has to be the last.
    const allowed = kind.later === '' ? [kind.answers - 1, -1] : [kind.answers - 1, most - 1];
    const closing = answers.map((each) => each.findIndex(isLast));
    expect([kind.kind, closing.filter((index) => !allowed.includes(index))]).toEqual([kind.kind, []]);
  }
  expect(await gateway.exit()).toBe(0);
});
