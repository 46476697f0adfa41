import { type BufferedResponse, jsonResponse } from '../http/buffered-response.ts';
import type { ConnectedSource } from '../request/sources.ts';
import type { IdentifiedHttpClient } from './identity.ts';

const stateOf = ({ name, source, state }: ConnectedSource) => {
  const { key: credentials, ...rest } = state();
  return { key: source.key, provider: name, region: source.region, ...rest, credentials };
};

/** Answers with the state of each source that the caller may see, for operators. No upstream is asked. */
export const answerSourceStates = ({ identity }: IdentifiedHttpClient): Promise<BufferedResponse> =>
  Promise.resolve(jsonResponse(200, { sources: [...identity.sources.values()].map(stateOf) }));
