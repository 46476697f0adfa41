import { builder } from './builder.ts';

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which way a list is ordered by its times.',
  values: { ASC: { description: 'Oldest first.' }, DESC: { description: 'Newest first.' } } as const,
});
