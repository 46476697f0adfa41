import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { createLogger, type LogOptions } from '#src/platform/log.ts';
import { UpstreamError } from '#src/upstream/errors.ts';

class Memory extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

function logged(level: LogOptions['level'], data: object): string {
  const destination = new Memory();
  createLogger({ level, pretty: false, destination }).error(data, 'It went wrong.');
  return destination.text;
}

const fieldsOf = (data: object, level: LogOptions['level'] = 'info'): Record<string, unknown> =>
  JSON.parse(logged(level, data));

const cause = Object.assign(new Error('string to sign'), { request: { headers: { authorization: 'secret' } } });
const failure = { code: 'UPSTREAM_DENIED', providerCode: 'Forbidden', requestId: 'r-1' } as const;
const upstream = new UpstreamError('ecs', 'DescribeTasks', failure, { cause });

const described = {
  name: 'UpstreamError',
  message: 'ecs: DescribeTasks refused the credentials or their permissions.',
  code: 'UPSTREAM_DENIED',
  providerCode: 'Forbidden',
  source: 'ecs',
  operation: 'DescribeTasks',
  requestId: 'r-1',
};

test.for([
  { as: 'itself', data: { err: upstream } },
  { as: 'what graphql wraps around it', data: { err: new GraphQLError('wrapped', { originalError: upstream }) } },
])('an error logged as $as is described, without its cause and its stack', ({ data }) => {
  expect(fieldsOf(data)).toMatchObject({ level: 'error', msg: 'It went wrong.', err: described });
  expect(Object.keys(fieldsOf(data).err as object).toSorted()).toEqual(Object.keys(described).toSorted());
});

test('an error by itself is described too', () => {
  expect(fieldsOf(upstream)).toMatchObject({ err: described });
});

test('a stack is told at debug level only', () => {
  expect(fieldsOf({ err: upstream }, 'debug')).toMatchObject({
    err: { stack: expect.stringContaining('log.test.ts') },
  });
  expect(logged('info', { err: upstream })).not.toContain('log.test.ts');
});

const secretNames = [
  'authorization',
  'Authorization',
  'accessKeySecret',
  'accessKeyId',
  'securityToken',
  'SecurityToken',
  'x-acs-signature-nonce',
  'x-acs-security-token',
  'X-Sdk-Date',
  'x-security-token',
  'Signature',
  'set-cookie',
  'password',
  'apiKey',
  'credentials',
  'stringToSign_signature',
];

const isHidden = (name: string, path: (string | number)[]) => {
  const data = path.reduceRight<object>(
    (inner, step) => (typeof step === 'number' ? { items: [inner] } : { [step]: inner }),
    { [name]: 'the-secret' },
  );
  expect(logged('debug', data)).not.toContain('the-secret');
};

test('what goes by a secret name is hidden, however deep it lies', () => {
  const names = fc.constantFrom(...secretNames);
  const paths = fc.array(fc.oneof(fc.constantFrom('headers', 'request', 'list'), fc.nat(3)), { maxLength: 12 });
  fc.assert(fc.property(names, paths, isHidden));
});

test('a request is told by its class alone', () => {
  const request = new IncomingMessage(new Socket());
  request.headers.authorization = 'Bearer the-secret';
  request.rawHeaders.push('authorization', 'Bearer the-secret');
  expect(fieldsOf({ request, sent: new Headers({ authorization: 'x' }) })).toMatchObject({
    request: '[IncomingMessage]',
    sent: '[Headers]',
  });
});

test('bindings of a child are hidden too', () => {
  const destination = new Memory();
  const logger = createLogger({ level: 'info', pretty: false, destination });
  logger.child({ accessKeySecret: 'the-secret', source: 'ecs' }).info('Connected.');
  expect(JSON.parse(destination.text)).toMatchObject({ accessKeySecret: '[hidden]', source: 'ecs', msg: 'Connected.' });
});

test('plain data stays as it is', () => {
  const data = { port: 4000, list: [1, 'two', null], at: new Date(0), nested: { nextToken: 'AAA', ok: true } };
  expect(fieldsOf(data)).toMatchObject({ ...data, at: '1970-01-01T00:00:00.000Z' });
});

test('what is less than the level is not logged', () => {
  expect(logged('silent', {})).toBe('');
});

test('at a terminal the words come first', async () => {
  const destination = new Memory();
  createLogger({ level: 'info', pretty: true, destination }).error({ source: 'ecs' }, 'It went wrong.');
  await expect.poll(() => destination.text).toMatch(/ERROR.*It went wrong\.[^]*source.*ecs/);
  expect(destination.text).not.toContain('{"');
});
