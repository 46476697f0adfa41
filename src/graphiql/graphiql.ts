import type { BrowserPage } from '../http/listener.ts';
import { graphiqlHtml, pagePolicy, type GraphiQLOptions } from './page.ts';
import { graphiqlScript } from './script.ts';
import { graphiqlStyle } from './style.ts';
import { type StaticFile, createStaticFile } from '../http/static-file.ts';

/**
 * GraphiQL as a page and its files, all served by the gateway: it works without the internet. Its 9 MB are read at the
 * first request: a gateway that no browser visits does not hold them in memory.
 */
export function createGraphiQL(options: GraphiQLOptions): BrowserPage {
  let loading: ReturnType<typeof load> | undefined;
  const loaded = () => (loading ??= load(options));
  return {
    html: async () => (await loaded()).html,
    file: async (path) => (await loaded()).files.get(path),
  };
}

async function load(options: GraphiQLOptions) {
  const parts = await import('@graphql-yoga/render-graphiql/graphiql');
  const files = new Map<string, StaticFile>();
  const add = (source: string, extension: keyof typeof types): string => {
    const file = createStaticFile(source, { ...forever, 'content-type': types[extension] });
    const path = `/graphiql/${file.hash}.${extension}`;
    files.set(path, file);
    return path;
  };
  const page = graphiqlHtml(options, {
    style: add(graphiqlStyle(parts.css), 'css'),
    script: add(graphiqlScript(parts.js), 'js'),
    workers: {
      editorWorkerService: add(parts.editorWorkerService, 'js'),
      json: add(parts.jsonWorker, 'js'),
      graphql: add(parts.graphqlWorker, 'js'),
    },
  });
  return { files, html: createStaticFile(page, pageHeaders) };
}

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

const forever = { 'cache-control': 'public, max-age=31536000, immutable' };

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy': pagePolicy,
};
