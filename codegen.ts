import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = { DateTime: 'string', SafeInt: 'number', JSON: 'unknown' };

/** Operations as strings, for those who send them themselves. */
const asStrings = { scalars, strictScalars: true, useTypeImports: true, enumsAsTypes: true, documentMode: 'string' };

/** Operations as syntax trees, which urql takes. */
const asTrees = { ...asStrings, documentMode: 'documentNode' };

/** Typed operations, made of schema.graphql: for the tests, and for the examples of clients. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  generates: {
    'test/gql/': {
      documents: 'test/operations/*.graphql',
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: asStrings,
    },
    'board/gql/': {
      documents: 'board/queries/*.graphql',
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: asStrings,
    },
    'examples/service/gql/': {
      documents: 'examples/service/*.graphql',
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: asStrings,
    },
    'examples/frontend/src/gql/': {
      documents: 'examples/frontend/src/*.graphql',
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: asTrees,
    },
  },
  importExtension: '.ts',
};

export default config;
