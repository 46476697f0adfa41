import type { IntrospectionOptions } from 'graphql';

/** How many values are in an answer: texts, numbers, lists, objects and all others, wherever they stand. */
export const valuesIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, member) => sum + valuesIn(member), 1);
};

/** All that the query of introspection can ask for. */
export const allOfIntrospection: IntrospectionOptions = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};
