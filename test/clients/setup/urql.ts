import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import type { IntrospectionQuery } from 'graphql';

export function createUrql(url: string, schema: IntrospectionQuery) {
  const objects = schema.__schema.types.filter((type) => type.kind === 'OBJECT');
  const embedded = objects.filter(({ fields }) => fields.every(({ name }) => name !== 'id'));
  const keys = Object.fromEntries(embedded.map(({ name }) => [name, () => null]));
  const resolvers = { Query: { batchTasks: relayPagination() } };
  return new Client({
    url,
    preferGetMethod: false,
    exchanges: [cacheExchange({ schema, keys, resolvers }), fetchExchange],
  });
}
