import { z, type ZodType } from 'zod';

/** The list that an answer is about: null for none. One that is absent is none of the API's answers. */
export const list = <Item extends ZodType>(item: Item) =>
  z.preprocess((value) => (value === null ? [] : value), z.array(item));

/** A list within a thing, in which an upstream may also say null or nothing for none. */
export const parts = <Item extends ZodType>(item: Item) => z.preprocess((value) => value ?? [], z.array(item));
