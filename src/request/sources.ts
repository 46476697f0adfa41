import type { ConnectedProvider, ProviderName } from '../providers/modules.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import type { ProviderModule } from '../tasks/provider.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { refuseTaskId } from '../tasks/task-id.ts';
import type { TaskReader } from '../tasks/reader.ts';
import type { Source } from '../tasks/task.ts';

/** A source and the provider that is asked for it. */
export type ConnectedSource = {
  [Name in ProviderName]: {
    readonly name: Name;
    readonly source: Source;
    readonly module: Pick<ProviderModule, 'lists' | 'maxIds' | 'refuseId' | 'statuses'>;
    readonly provider: ConnectedProvider<Name>;
    /** Reads its tasks by their ids. */
    readonly tasks: TaskReader;
    /** The same source over another upstream, with nothing remembered. */
    readonly over: (upstream: Upstream) => ConnectedSource;
  };
}[ProviderName];

/** A source of one provider. */
export type SourceOf<Name extends ProviderName> = Extract<ConnectedSource, { readonly name: Name }>;

/** The sources that a caller may see, by their keys. */
export type Sources = ReadonlyMap<string, ConnectedSource>;

/** The source that an argument names; one wording for those that do not exist and those that the caller may not see. */
export function sourceNamed(sources: Sources, key: string, argument = 'source'): ConnectedSource {
  const found = sources.get(key);
  if (!found) throw new InvalidArgumentError(argument, 'no such source');
  return found;
}

/** The source that an argument names, which has to be of this provider. */
export function sourceOf<Name extends ProviderName>(sources: Sources, name: Name, key: string): SourceOf<Name> {
  const found = sourceNamed(sources, key);
  if (found.name !== name) throw new InvalidArgumentError('source', `a source of ${found.name}, not of ${name}`);
  return found as SourceOf<Name>;
}

/** A text of an argument that goes on the wire as it is, if it can. */
export function checkText(text: string, argument: string): void {
  const complaint = refuseTaskId(text);
  if (complaint !== null) throw new InvalidArgumentError(argument, complaint);
}

/** The task id that an argument gives, if it can be one of the source's. */
export function checkTaskId({ module }: ConnectedSource, taskId: string, argument: string): void {
  const complaint = module.refuseId(taskId);
  if (complaint !== null) throw new InvalidArgumentError(argument, complaint);
}
