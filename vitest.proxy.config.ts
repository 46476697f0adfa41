import { defineConfig } from 'vitest/config';
import shared from './vitest.config.ts';

export default defineConfig({
  ...shared,
  test: { include: ['test/proxy/**/*.test.ts'], testTimeout: 120_000, expect: { poll: { timeout: 30_000 } } },
});
