import { builder } from './builder.ts';

/** The direction in which a list is ordered by time. */
export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'The direction in which a list is ordered by time.',
  values: { ASC: { description: 'Oldest first.' }, DESC: { description: 'Newest first.' } } as const,
});
