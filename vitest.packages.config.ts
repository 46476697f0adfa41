import { defineConfig } from 'vitest/config';
import shared from './vitest.config.ts';

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ['test/packages/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/packages/say-what-is-left-out.ts'],
  },
});
