import { z, type ZodRawShape } from 'zod';
import { misplaced } from '../upstream/repair.ts';

/** A thing within a thing; an upstream may also say null or nothing for none. */
export const part = <Shape extends ZodRawShape>(shape: Shape) => z.object(shape, { error: misplaced.part }).nullish();
