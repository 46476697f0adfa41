import { z } from 'zod';
import { fileSchema } from './file.ts';

/** The JSON Schema of the configuration file, for editors. */
export const configJsonSchema = (): string =>
  `${JSON.stringify({ title: 'The configuration of Taskline', ...z.toJSONSchema(fileSchema, { io: 'input' }) }, null, 2)}\n`;
