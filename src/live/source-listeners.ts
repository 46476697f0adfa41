import type { Source } from '../tasks/task.ts';
import type { SourceChange, SourceListener, TaskListener } from './changes.ts';
import { failureName } from './failure-name.ts';

/** Why a source cannot be read, and since when. */
interface SourceFailure {
  readonly error: unknown;
  /** In milliseconds since 1970. */
  readonly since: number;
}

/** Those who watch a source. They are told when it cannot be read, and when it can be again. */
export class SourceListeners {
  /** Who watches the whole source. */
  readonly ofSource = new Set<SourceListener>();
  /** Who watches tasks by their ids. */
  readonly byId = new Set<TaskListener>();
  readonly #source: Source;
  /** Null while the source can be read, and while nobody watches. */
  #failure: SourceFailure | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  /** How many there are. */
  get count(): number {
    return this.ofSource.size + this.byId.size;
  }

  /** Since when the source cannot be read, in milliseconds since 1970; null where it can, or where nobody watches. */
  get failingSince(): number | null {
    return this.#failure?.since ?? null;
  }

  /** Tells a listener that has joined that the source fails, if it does. */
  tellFailure(listener: SourceListener): void {
    if (this.#failure) listener.sourceChanged(this.#change());
  }

  /** A poll has failed with this error, or has read the source (undefined): all are told if that is new. */
  sourceIs(error: unknown): void {
    if (failureName(error) === failureName(this.#failure?.error)) return;
    this.#failure = error === undefined ? null : { error, since: this.failingSince ?? Date.now() };
    for (const listener of new Set<SourceListener>([...this.byId, ...this.ofSource]))
      listener.sourceChanged(this.#change());
  }

  /** Nobody watches any more, so that it is not known whether the source fails. */
  end(): void {
    this.#failure = null;
  }

  #change(): SourceChange {
    return { kind: 'SOURCE', source: this.#source, error: this.#failure?.error, failingSince: this.failingSince };
  }
}
