import { type DocumentNode, Kind, visit } from 'graphql';
import type { VariableValues } from './arguments.ts';

const conditions: ReadonlySet<string> = new Set(['skip', 'include']);

/** The variables that decide which fields are selected. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: nodes = [] }) {
      if (!conditions.has(name.value)) return;
      for (const { value } of nodes) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** The values of some variables alone. */
export function pickVariables({ sources, coerced }: VariableValues, names: readonly string[]): VariableValues {
  const pick = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(names.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name] as Value]] : [])));
  return { sources: pick(sources), coerced: pick(coerced) };
}
