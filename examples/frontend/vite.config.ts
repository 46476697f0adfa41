import { defineConfig, loadEnv } from 'vite';

export default defineConfig(({ mode }) => {
  const { TASKLINE_URL = 'http://127.0.0.1:4000/graphql' } = loadEnv(mode, '.', 'TASKLINE_');
  // The browser asks the page's own origin, which needs no CORS, for WebSockets too.
  const target = new URL(TASKLINE_URL).origin;
  const proxy = { '/graphql': { target, changeOrigin: true, ws: true, rewriteWsOrigin: true } };
  return {
    // Relative, so that the build can be served from any folder.
    base: './',
    build: { rolldownOptions: { input: ['index.html', 'apollo.html'] } },
    server: { proxy },
    preview: { proxy },
  };
});
