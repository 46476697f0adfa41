import { type DocumentNode, Kind, type OperationDefinitionNode, print, visit } from 'graphql';
import type { VariableValues } from './arguments.ts';

const conditions: ReadonlySet<string> = new Set(['skip', 'include']);

/** The variables of an operation that stand in `@skip` or `@include`. */
export function conditionVariables(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): readonly string[] {
  const used = new Set<string>();
  visit(document, {
    Directive({ name, arguments: nodes = [] }) {
      if (!conditions.has(name.value)) return;
      for (const { value } of nodes) if (value.kind === Kind.VARIABLE) used.add(value.name.value);
    },
  });
  // Only Booleans: another operation of the document may use the same name in a condition, and this one for a large value.
  const booleans = variableDefinitions.filter(({ type }) => /^Boolean!?$/.test(print(type)));
  return booleans.map(({ variable }) => variable.name.value).filter((name) => used.has(name));
}

const noVariables: VariableValues = { sources: {}, coerced: {} };

/** The values of the named variables, without all others. */
export function pickVariables(all: VariableValues, names: readonly string[]): VariableValues {
  if (names.length === 0) return noVariables;
  const { sources, coerced } = all;
  const pick = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(names.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name] as Value]] : [])));
  return { sources: pick(sources), coerced: pick(coerced) };
}
