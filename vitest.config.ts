import { defineConfig } from 'vitest/config';

/** Tests that start a program as a process of its own: those of `npm run test:processes`. */
export const ofProcesses = 'test/**/*.process.test.ts';

export default defineConfig({
  // For the tests of a browser and behind proxies, which Vite loads. It would otherwise load graphql's CommonJS build for our
  // sources beside the ES modules that Pothos and Yoga load: two copies, and errors lose their codes (vitejs/vite#7879).
  ssr: { resolve: { conditions: ['module-sync'] } },
  test: {
    // No test changes what another sees, and loading everything anew for each file takes a third of the time.
    isolate: false,
    include: ['test/**/*.test.ts'],
    exclude: [
      ofProcesses,
      'test/browser/**',
      'test/clients/**',
      'test/packages/**',
      'test/proxy/**',
      'test/replicas/processes/**',
    ],
    globalSetup: ['test/replicas/say-what-is-left-out.ts'],
    // Node loads the sources as it does for the program: cheaper than Vite's loader, and what runs is what is delivered.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Three for each of two processors, since many tests wait for a timer or a socket; few, since each compiles all code for itself.
    maxWorkers: 6,
    // New objects of a whole test fit: less is copied by the garbage collector.
    execArgv: ['--max-semi-space-size=64'],
    // The processes that tests start load the same sources again and again.
    env: { NODE_COMPILE_CACHE: new URL('node_modules/.cache/compiled', import.meta.url).pathname },
    // No test has to be quick: what must end, ends by then on a busy machine too. The bench measures what must be fast.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
