import * as apis from './index.ts';

const credentials = { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' };

/** The sources of a gateway over the sandbox at an address: some of every API. */
export const sandboxSources = (endpoint: string) =>
  Object.values(apis).flatMap(({ provider, sources }) =>
    sources.map((source) => ({ ...source, provider, endpoint, credentials })),
  );
