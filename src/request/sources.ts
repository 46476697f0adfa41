import type { ChangeRecord } from '../live/change-record.ts';
import type { SourceWatcher } from '../live/source-watcher.ts';
import type { ConnectedProvider, ProviderName } from '../providers/modules.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import type { ProviderModule } from '../tasks/provider.ts';
import type { UpstreamState } from '../upstream/state.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { refuseTaskId } from '../tasks/task-id.ts';
import { sourceHint } from './source-hint.ts';
import type { TaskReader } from '../tasks/reader.ts';
import type { Source } from '../tasks/task.ts';

/** A configured source with its provider. */
export type ConnectedSource = {
  [Name in ProviderName]: {
    readonly name: Name;
    readonly source: Source;
    readonly module: Pick<
      ProviderModule,
      'operations' | 'lists' | 'filtersBy' | 'maxIds' | 'refuseId' | 'statuses' | 'told'
    >;
    readonly provider: ConnectedProvider<Name>;
    /** Reads its tasks by their ids, through the cache. */
    readonly tasks: TaskReader;
    /** Watches its tasks for those who subscribe. */
    readonly watcher: SourceWatcher;
    /** What its watcher has seen to change; null where the provider tells every change, or lists nothing. */
    readonly changes: ChangeRecord | null;
    /** How its upstream stands. */
    readonly state: () => UpstreamState;
    /** The same source with another upstream and an empty cache. */
    readonly withUpstream: (upstream: Upstream) => ConnectedSource;
  };
}[ProviderName];

/** A source of a certain provider. */
export type SourceOf<Name extends ProviderName> = Extract<ConnectedSource, { readonly name: Name }>;

/** The sources that a caller may see, by their keys. */
export interface Sources extends ReadonlyMap<string, ConnectedSource> {
  /** Whether errors name them: not where callers have grants, to tell none of what there is beside. */
  readonly areNamed?: boolean | undefined;
  /** Hears the key of a source that is asked; absent where nobody keeps count. */
  readonly asked?: ((key: string) => void) | undefined;
}

/** The source with this key, which is about to be asked; undefined if it does not exist or the caller may not see it. */
export function askedSource(sources: Sources, key: string): ConnectedSource | undefined {
  const found = sources.get(key);
  if (found) sources.asked?.(key);
  return found;
}

/** The source with this key. BAD_USER_INPUT, in the same words, if it does not exist or the caller may not see it. */
export function sourceNamed(sources: Sources, key: string, argument = 'source'): ConnectedSource {
  const found = askedSource(sources, key);
  if (found) return found;
  const hint = sources.areNamed ? `: ${sourceHint(key, [...sources.keys()])}` : '';
  throw new InvalidArgumentError(argument, `no such source${hint}`);
}

/** The source with this key; BAD_USER_INPUT if it is of another provider. */
export function sourceOf<Name extends ProviderName>(sources: Sources, name: Name, key: string): SourceOf<Name> {
  const found = sourceNamed(sources, key);
  if (found.name !== name) throw new InvalidArgumentError('source', `a source of ${found.name}, not of ${name}`);
  return found as SourceOf<Name>;
}

/** Throws BAD_USER_INPUT if a text cannot be sent to a provider as it is. */
export function checkText(text: string, argument: string): void {
  const complaint = refuseTaskId(text);
  if (complaint !== null) throw new InvalidArgumentError(argument, complaint);
}

/** Throws BAD_USER_INPUT if a text cannot be a task id of the source. */
export function checkTaskId({ module }: ConnectedSource, taskId: string, argument: string): void {
  const complaint = module.refuseId(taskId);
  if (complaint !== null) throw new InvalidArgumentError(argument, complaint);
}
