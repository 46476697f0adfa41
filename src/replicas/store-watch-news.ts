import type { WatchNewsListener, WatchNews } from '../live/watch-news.ts';
import { membersOf } from '../platform/members.ts';
import { storedTask, taskToStore } from '../tasks/stored-task.ts';
import type { BatchTask, Source } from '../tasks/task.ts';
import type { Store } from './store.ts';
import { StoreTime } from './store-time.ts';

/** The most tasks of one message, and about the most characters of it. */
const [mostTasks, mostCharacters] = [200, 100_000];

/** A task that is to be told, and when it was asked for, by `performance.now()`. */
interface ToldTask {
  readonly task: BatchTask | null;
  readonly askedAt: number;
}

const textsOf = (told: unknown): readonly string[] =>
  Array.isArray(told) ? told.filter((each): each is string => typeof each === 'string') : [];

/** Sends what replicas that watch one source tell each other as news of the store. */
export class StoreWatchNews implements WatchNews {
  readonly #store: Store;
  readonly #source: Source;
  readonly #topic: string;
  readonly #time: StoreTime;
  /** The tasks that are to be told, each as it was read last. */
  #tasks = new Map<string, ToldTask>();

  /** The identity says what the source is: replicas whose source is another are not heard. */
  constructor(store: Store, source: Source, identity: string) {
    this.#store = store;
    this.#source = source;
    this.#topic = `watch:${store.seal.nameOf(`watch\n${source.key}\n${identity}`)}`;
    this.#time = new StoreTime(store, source.key);
  }

  tellTask(taskId: string, task: BatchTask | null, askedAt: number): void {
    if (!this.#store.isJoined) return;
    // What one poll reads is told together.
    if (this.#tasks.size === 0) setImmediate(() => void this.#tellTasks());
    this.#tasks.set(taskId, { task, askedAt });
  }

  tellNewTasks(taskIds: readonly string[]): void {
    this.#tell({ kind: 'NEW', taskIds });
  }

  tellWatched(taskIds: readonly string[], forMs: number): void {
    this.#tell({ kind: 'WATCHED', replica: this.#store.replica, taskIds, forMs });
  }

  hear(listener: WatchNewsListener): () => void {
    return this.#store.news.hear(this.#topic, (text) => void this.#hear(text, listener));
  }

  #tell(news: object): void {
    this.#store.news.publish(this.#topic, JSON.stringify(news));
  }

  async #tellTasks(): Promise<void> {
    const tasks = this.#tasks;
    this.#tasks = new Map();
    const moment = await this.#time.moment();
    if (!moment) return;
    let told: unknown[] = [];
    let characters = 0;
    for (const [taskId, { task, askedAt }] of tasks) {
      const json = taskToStore(task);
      told.push([taskId, json, moment.toStore(askedAt)]);
      characters += JSON.stringify(json).length;
      if (told.length < mostTasks && characters < mostCharacters) continue;
      this.#tell({ kind: 'TASKS', tasks: told });
      [told, characters] = [[], 0];
    }
    if (told.length > 0) this.#tell({ kind: 'TASKS', tasks: told });
  }

  async #hear(text: string, listener: WatchNewsListener): Promise<void> {
    const { kind, replica, taskIds, forMs, tasks } = membersOf(JSON.parse(text));
    if (kind === 'NEW') listener.listGrew(textsOf(taskIds));
    else if (kind === 'WATCHED') listener.watched(String(replica), textsOf(taskIds), Number(forMs));
    else if (kind === 'TASKS' && Array.isArray(tasks)) await this.#hearTasks(tasks, listener);
  }

  async #hearTasks(tasks: readonly unknown[], listener: WatchNewsListener): Promise<void> {
    const moment = await this.#time.moment();
    if (!moment) return;
    for (const told of tasks) {
      const [taskId, stored, askedAt]: readonly unknown[] = Array.isArray(told) ? told : [];
      if (typeof taskId !== 'string' || typeof askedAt !== 'number') continue;
      const task = storedTask(this.#source, taskId, stored);
      if (task !== undefined) listener.taskRead(taskId, task, moment.fromStore(askedAt));
    }
  }
}
