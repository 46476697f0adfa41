import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../platform/log.ts';
import { membersOf } from '../platform/members.ts';
import { partSuffix, writeWhole } from '../platform/write-whole.ts';
import { type HookMessage, messageTypes } from './message.ts';

/** A message as it is kept: nothing of its receiver, and no signature, which each attempt has anew. */
const textOf = ({ id, type, task, body }: HookMessage): string =>
  JSON.stringify({ id, type, source: task.source.key, taskId: task.taskId, body });

/** A message that was kept; null where the text is none. */
function messageIn(text: string): HookMessage | null {
  const { id, type: word, source, taskId, body } = membersOf(parsed(text));
  const type = messageTypes.find((known) => known === word);
  const isWhole = [id, source, taskId, body].every((value) => typeof value === 'string');
  return type && isWhole
    ? { id: String(id), type, task: { source: { key: String(source) }, taskId: String(taskId) }, body: String(body) }
    : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut off by a crash: `messageIn` says so.
    return null;
  }
}

/** As many digits as file names need to be in the order of their numbers. */
const digits = 15;

interface KeptMessage {
  readonly path: string;
  readonly written: Promise<void>;
}

/**
 * The messages to one receiver, each in a file of its own until it has been delivered or given up. The names of the files have
 * the order of the messages. What cannot be written is logged, and the message waits in memory alone.
 */
export class Outbox {
  /** What an earlier process has left, in its order. */
  readonly left: readonly HookMessage[];
  readonly #folder: string;
  readonly #logger: Pick<Logger, 'warn' | 'error'>;
  readonly #kept = new Map<HookMessage, KeptMessage>();
  #next = 1;
  /** Files are written one after the other. */
  #last: Promise<void> = Promise.resolve();

  /** Reads what is left in a folder, which is made where there is none; throws where it cannot. */
  constructor(folder: string, logger: Pick<Logger, 'warn' | 'error'>) {
    this.#folder = folder;
    this.#logger = logger;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.left = readdirSync(folder)
      .sort()
      .flatMap((name) => this.#read(name) ?? []);
  }

  /** Begins to write a message. */
  keep(message: HookMessage): void {
    const path = join(this.#folder, `${String(this.#next).padStart(digits, '0')}-${message.id}.json`);
    this.#next += 1;
    this.#kept.set(message, { path, written: this.#then(() => writeWhole(path, textOf(message))) });
  }

  /** Waits until a message is kept. */
  async whenKept(message: HookMessage): Promise<void> {
    await this.#kept.get(message)?.written;
  }

  /** Forgets a message. */
  async remove(message: HookMessage): Promise<void> {
    const kept = this.#kept.get(message);
    this.#kept.delete(message);
    if (kept) await this.#then(() => rm(kept.path, { force: true }));
  }

  /** Waits until all that was begun until now has been written. */
  written(): Promise<void> {
    return this.#last;
  }

  #then(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last
      .then(work)
      .catch((error: unknown) => this.#logger.error({ err: error }, 'The outbox of a hook cannot be written.'));
    return this.#last;
  }

  /** A message of the folder; null, and its file is removed, where it was not written whole. */
  #read(name: string): HookMessage | null {
    const path = join(this.#folder, name);
    const message = name.endsWith(partSuffix) ? null : messageIn(readFileSync(path, 'utf8'));
    this.#next = Math.max(this.#next, 1 + (Number.parseInt(name, 10) || 0));
    if (message) this.#kept.set(message, { path, written: this.#last });
    else {
      rmSync(path);
      this.#logger.warn({ file: name }, 'A message that was not written whole is dropped.');
    }
    return message;
  }
}
