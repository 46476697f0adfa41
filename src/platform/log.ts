import type { Writable } from 'node:stream';
import { type Logger as PinoLogger, pino } from 'pino';
import pretty from 'pino-pretty';

/** A pino logger. */
export type Logger = PinoLogger;

/** How a log is written. */
export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Formatted for a terminal; otherwise a line of JSON for each event. */
  readonly pretty: boolean;
  /** Which of several processes writes; absent where there is one. */
  readonly process?: number | undefined;
  /** Standard output unless given. */
  readonly destination?: Writable;
}

/** A log that names failures without telling secrets: no headers, no requests, no chains of causes. */
export function createLogger({ level, pretty: isPretty, process, destination }: LogOptions): Logger {
  // Asked each time: the level may change while the process runs.
  const loggable = (data: object): Record<string, unknown> => toLoggable(data, logger.level === 'debug');
  const options = {
    level,
    base: process === undefined ? null : { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    // `log` has described the error already; pino's own serializer would add its stack.
    serializers: { err: (description: unknown) => description },
    formatters: { level: (label: string) => ({ level: label }), log: loggable },
    // The bindings of child loggers do not pass the formatters.
    redact: { paths: boundSecrets, censor: hidden },
  };
  const stream = isPretty ? pretty({ sync: true, ...(destination && { destination }) }) : destination;
  const logger: Logger = stream ? pino(options, stream) : pino(options);
  return logger;
}

/** The data as it may be logged: secrets are hidden by their names, errors described, other class instances named only. */
const toLoggable = (data: object, withStacks: boolean): Record<string, unknown> => hideIn(data, withStacks, 0);

const secretName =
  /authorization|secret|password|cookie|signature|signed|credential|(security|auth|bearer|access|id)[-_]?token|(api|access)[-_]?key|^x-(acs|sdk)-/i;

const boundSecrets = ['authorization', 'accessKeyId', 'accessKeySecret', 'securityToken', 'credentials', 'headers'];

const hidden = '[hidden]';

const maxDepth = 8;

function hideIn(data: object, withStacks: boolean, depth: number): Record<string, unknown> {
  const entries = Object.entries(data).map(([name, value]) => {
    return [name, secretName.test(name) ? hidden : hide(value, withStacks, depth + 1)];
  });
  return Object.fromEntries(entries);
}

function hide(value: unknown, withStacks: boolean, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Error) return describeError(value, withStacks);
  if (depth > maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => hide(item, withStacks, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `[${value.constructor.name}]`;
  return hideIn(value, withStacks, depth);
}

const errorWords = ['code', 'providerCode', 'source', 'operation', 'requestId'];

function describeError(error: Error, withStack: boolean): Record<string, unknown> {
  const origin: Error & { extensions?: object; failure?: object } = originOf(error);
  const words = [origin.extensions ?? {}, origin.failure ?? {}, origin].flatMap((holder) => Object.entries(holder));
  const told = words.filter(([word, value]) => errorWords.includes(word) && typeof value === 'string');
  const { name, message, stack } = origin;
  return { name, message, ...Object.fromEntries(told), ...(withStack && { stack }) };
}

// GraphQL wraps what a resolver throws.
function originOf(error: Error): Error {
  return 'originalError' in error && error.originalError instanceof Error ? originOf(error.originalError) : error;
}
