import { z } from 'zod';
import { flag, text } from './values.ts';

/** The manifest that `npm run documents` wrote, relative to the configuration file, and whether nothing else is served. */
export const documentsSchema = z.strictObject({ manifest: text, only: flag.default(false) });
