import { defineConfig } from 'vitest/config';
import shared, { ofProcesses } from './vitest.config.ts';

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: [ofProcesses],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/replicas/say-what-is-left-out.ts', 'test/metrics/say-what-is-left-out.ts'],
  },
});
