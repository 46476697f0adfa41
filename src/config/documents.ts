import { z } from 'zod';
import { flag, text } from './values.ts';

/** The path of the manifest, relative to the configuration file, and whether all other documents are refused. */
export const documentsSchema = z.strictObject({
  manifest: text.describe('The manifest that npm run documents writes, relative to the configuration file.'),
  only: flag.default(false).describe('Whether all other documents are refused.'),
});
