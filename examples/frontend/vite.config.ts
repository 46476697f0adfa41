import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

export default defineConfig(({ mode }) => {
  const { TASKLINE_URL = 'http://127.0.0.1:4000/graphql' } = loadEnv(mode, '.', 'TASKLINE_');
  // The browser asks the page's own origin, which needs no CORS; `vite preview` proxies in the same way.
  const proxy = { '/graphql': { target: new URL(TASKLINE_URL).origin, changeOrigin: true } };
  return {
    plugins: [react()],
    // Relative, so that the build can be served from any folder.
    base: './',
    server: { proxy },
    preview: { proxy },
  };
});
