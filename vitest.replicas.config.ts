import { defineConfig } from 'vitest/config';
import shared from './vitest.config.ts';

export default defineConfig({
  ...shared,
  test: { ...shared.test, include: ['test/replicas/processes/**/*.test.ts'], exclude: [] },
});
