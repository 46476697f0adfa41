import { z, type ZodType } from 'zod';

/** A list, in which an upstream may also say null or nothing for none. */
export const list = <Item extends ZodType>(item: Item) => z.preprocess((value) => value ?? [], z.array(item));
