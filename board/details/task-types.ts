import content from './task-types.json' with { type: 'json' };

/** A field with a single value. */
export interface ValueField extends Named {
  readonly kind: 'value';
  /** Its scalar or enum. */
  readonly type: string;
}

/** A field with an object, or with a list of them. */
export interface ObjectField extends Named {
  readonly kind: 'object' | 'list';
  readonly fields: readonly Field[];
}

/** A field with a connection, by the fields of its nodes. */
export interface ConnectionField extends Named {
  readonly kind: 'connection';
  readonly fields: readonly Field[];
}

/** A field of the schema, as far as the board shows it. */
export type Field = ValueField | ObjectField | ConnectionField;

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
