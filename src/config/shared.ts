import { z } from 'zod';
import { isSeen, notText, unseenComplaint, wholeNumber } from './values.ts';

/** A host and a port. */
export interface StoreHost {
  readonly host: string;
  readonly port: number;
}

/** Where the store of several replicas is: a server, a socket, servers that Sentinels know, or a cluster. */
export type StorePlace =
  | { readonly kind: 'server'; readonly host: StoreHost }
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'sentinel'; readonly sentinels: readonly StoreHost[]; readonly master: string }
  | { readonly kind: 'cluster'; readonly hosts: readonly StoreHost[] };

/** The address of a store, with what it takes to be let in. */
export interface StoreAddress {
  readonly place: StorePlace;
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
}

const form = /^(redis|rediss|unix)(?:-(sentinel|cluster))?:\/\/(?:([^@]*)@)?([^/?#]*)(?:\/([^?#]*))?$/;

const example = 'must be a URL, such as redis://127.0.0.1:6379';

/** `host`, `host:port` or `[address]:port`; null for anything else. */
function hostOf(text: string, standardPort: number): StoreHost | null {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? standardPort : Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

function hostsOf(text: string, standardPort: number): readonly StoreHost[] {
  const hosts = text.split(',').map((one) => hostOf(one, standardPort));
  if (!hosts.every((host) => host !== null)) throw new TypeError(`${example}: its host or port is none`);
  return hosts;
}

function databaseOf(text: string): number {
  if (text === '') return 0;
  if (!/^\d{1,5}$/.test(text)) throw new TypeError('must end in the number of a database, or in nothing');
  return Number(text);
}

/** The place, and the number of the database. */
function placeOf(kind: string, hosts: string, path: string): [StorePlace, number] {
  if (kind === 'unix') {
    if (hosts !== '' || path === '') throw new TypeError('must name a socket, as in unix:///run/valkey.sock');
    return [{ kind: 'socket', path: `/${path}` }, 0];
  }
  if (kind === 'sentinel') {
    const [master = '', database = ''] = path.split('/');
    if (master === '') throw new TypeError('must name a master, as in redis-sentinel://one:26379,two:26379/mymaster');
    return [{ kind: 'sentinel', sentinels: hostsOf(hosts, 26_379), master }, databaseOf(database)];
  }
  if (kind === 'cluster') {
    if (path !== '') throw new TypeError('must not name a database: a cluster has one');
    return [{ kind: 'cluster', hosts: hostsOf(hosts, 6_379) }, 0];
  }
  const [host, ...others] = hostsOf(hosts, 6_379);
  if (!host || others.length > 0)
    throw new TypeError('must name one host; for several, redis-sentinel or redis-cluster');
  return [{ kind: 'server', host }, databaseOf(path)];
}

function credentialsOf(text: string | undefined): Pick<StoreAddress, 'username' | 'password'> {
  if (text === undefined) return { username: undefined, password: undefined };
  const colon = text.indexOf(':');
  if (colon === -1) throw new TypeError('must have a colon before the password');
  const [username = '', password = ''] = [text.slice(0, colon), text.slice(colon + 1)].map(decodeURIComponent);
  if (!isSeen(username) || !isSeen(password)) throw new TypeError(`has a user or a password that ${unseenComplaint}`);
  return { username: username || undefined, password: password || undefined };
}

/** Reads the URL of a store. Throws a TypeError that says what is wrong, without the URL. */
export function readStoreUrl(url: string): StoreAddress {
  if (!isSeen(url)) throw new TypeError(unseenComplaint);
  const parts = form.exec(url);
  if (!parts) throw new TypeError(example);
  const [, scheme = '', arrangement, credentials, hosts = '', path = ''] = parts;
  if (scheme === 'unix' && arrangement !== undefined) throw new TypeError(example);
  const [place, database] = placeOf(scheme === 'unix' ? scheme : (arrangement ?? 'server'), hosts, path);
  return { place, database, tls: scheme === 'rediss', ...credentialsOf(credentials) };
}

/** The text of a URL, which may hold a password; it is never shown. */
const url = z.string({ error: notText }).transform((value, context): StoreAddress => {
  try {
    return readStoreUrl(value);
  } catch (error) {
    const isTold = error instanceof TypeError;
    context.addIssue(isTold ? error.message : 'has a user or a password that is not percent-encoded');
    return z.NEVER;
  }
});

/** A Valkey or Redis by which several replicas are one gateway. */
export const sharedSchema = z.strictObject({
  url: url.describe('redis://, rediss:// (TLS), unix://, or with -sentinel or -cluster and several hosts.'),
  prefix: z
    .string({ error: notText })
    .regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens, underscores or colons')
    .default('taskline')
    .describe('What the names of all keys begin with.'),
  timeoutMs: wholeNumber(1, 10_000)
    .default(50)
    .describe('How long a command may take, in milliseconds; after that a replica goes on alone.'),
});

/** The checked `shared` section. */
export type SharedConfig = z.output<typeof sharedSchema>;
