import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './index.ts';

/** The content of schema.graphql: sorted, so that it does not depend on the order of the code. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
