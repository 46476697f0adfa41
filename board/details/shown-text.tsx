import type { ComponentChildren } from 'preact';
import { wholeMomentText } from '../words/time.ts';
import { textOf, type Value } from './items.ts';
import type { Field } from './task-types.ts';

/** A value as its field wants it shown: dates by the clock of this place. */
export function shownText(field: Field, value: Value | undefined): ComponentChildren {
  if (field.kind === 'value' && field.type === 'DateTime' && typeof value === 'string')
    return <time dateTime={value}>{wholeMomentText(Date.parse(value))}</time>;
  if (field.kind === 'value' && field.type === 'JSON' && value !== null) return <code>{JSON.stringify(value)}</code>;
  return textOf(value);
}
