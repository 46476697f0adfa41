import type { ComponentChildren } from 'preact';
import { labelOf } from '../words/labels.ts';
import { isObject, textOf, type Value, type Values } from './items.ts';
import { shownText } from './shown-text.tsx';
import type { Field } from './task-types.ts';

/** What any task tells that its row does not. */
const sharedFields: readonly Field[] = [
  ['providerStatus', "The provider's own status, as a word or a number.", 'String'],
  ['createdAt', 'When the task was created.', 'DateTime'],
  ['updatedAt', 'When the task last changed.', 'DateTime'],
  ['finishedAt', 'When the task finished.', 'DateTime'],
].map(([name = '', description = '', type = '']) => ({ kind: 'value', name, description, type }));

interface FactsOptions {
  readonly values: Values;
  /** The fields that tasks of this type have of their own. */
  readonly fields: readonly Field[];
}

/** The facts of a task, in the provider's words. What is not told is left out. */
export function Facts({ values, fields }: FactsOptions) {
  const counts = isObject(values.counts) ? values.counts : {};
  const region = isObject(values.source) ? textOf(values.source.region) : '';
  return (
    <dl class="facts">
      {[...sharedFields, ...fields].map((field) => (
        <Fact key={field.name} field={field} value={values[field.name]} />
      ))}
      {Object.entries(counts).map(([name, count]) => (
        <Pair key={name} label={labelOf(name)} title="The number of its items." shown={textOf(count)} />
      ))}
      <Pair label="Region" title="The region of the source." shown={region} />
    </dl>
  );
}

function Fact({ field, value }: { readonly field: Field; readonly value: Value | undefined }) {
  const { kind, name, description } = field;
  if (kind === 'connection' || value === null || value === undefined) return null;
  if (kind === 'object' && isObject(value))
    return field.fields.map((inner) => (
      <Fact
        key={inner.name}
        field={{ ...inner, name: `${name}${inner.name.charAt(0).toUpperCase()}${inner.name.slice(1)}` }}
        value={value[inner.name]}
      />
    ));
  return <Pair label={labelOf(name)} title={description} shown={shownText(field, value)} />;
}

interface PairOptions {
  readonly label: string;
  readonly title: string;
  readonly shown: ComponentChildren;
}

function Pair({ label, title, shown }: PairOptions) {
  if (shown === '') return null;
  return (
    <div>
      <dt title={title}>{label}</dt>
      <dd>{shown}</dd>
    </div>
  );
}
