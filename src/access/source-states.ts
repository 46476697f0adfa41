import { type BufferedResponse, jsonResponse } from '../http/buffered-response.ts';
import type { ConnectedSource } from '../request/sources.ts';
import type { UpstreamState } from '../upstream/state.ts';
import type { IdentifiedHttpClient } from './identity.ts';

/** What stands for an operation that has not been asked yet. */
const notAsked = { is: 'not asked', at: null } as const;

/** What is known of the permission for each operation of the provider. */
const permissionsOf = (operations: readonly string[], seen: UpstreamState['permissions']) =>
  Object.fromEntries(operations.map((operation) => [operation, seen.get(operation) ?? notAsked]));

const stateOf = ({ name, source, module, state }: ConnectedSource) => {
  const { key: credentials, permissions, ...rest } = state();
  const { key, region } = source;
  return {
    key,
    provider: name,
    region,
    ...rest,
    credentials,
    permissions: permissionsOf(module.operations, permissions),
  };
};

/** Answers with the state of each source that the caller may see, for operators. No upstream is asked. */
export const answerSourceStates = ({ identity }: IdentifiedHttpClient): Promise<BufferedResponse> =>
  Promise.resolve(jsonResponse(200, { sources: [...identity.sources.values()].map(stateOf) }));
