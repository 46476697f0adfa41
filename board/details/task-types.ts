import content from './task-types.json' with { type: 'json' };

/** A field of the schema, as far as the board shows it. */
export type Field =
  | { readonly kind: 'value'; readonly name: string; readonly description: string; readonly type: string }
  | {
      readonly kind: 'object' | 'list' | 'connection';
      readonly name: string;
      readonly description: string;
      readonly fields: readonly Field[];
    };

/** A name of the schema with its description. */
export interface Named {
  readonly name: string;
  readonly description: string;
}

/** What the board knows of the schema; generated from it. */
export interface TaskTypes {
  /** The fields that the tasks of each type have of their own. */
  readonly types: Readonly<Record<string, readonly Field[]>>;
  readonly providers: readonly Named[];
  readonly statuses: readonly Named[];
}

/** The task types, the providers and the statuses. */
export const taskTypes = content as TaskTypes;
