import { defineConfig } from 'vitest/config';
import shared from './vitest.config.ts';

export default defineConfig({
  ...shared,
  test: { include: ['test/proxy/**/*.test.ts'], testTimeout: 90_000 },
});
