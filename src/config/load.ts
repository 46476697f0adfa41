import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { type Manifest, ManifestError, readManifest } from '../documents/manifest.ts';
import { membersOf } from '../platform/members.ts';
import { ConfigError } from './config-error.ts';
import { crossFieldFaults, unprotectedHostFaults } from './cross-field-checks.ts';
import { fileSchema, type FileConfig } from './file.ts';
import { readYaml } from './read-yaml.ts';
import { substitute, type Environment, type Fault } from './substitute.ts';
import { faultsOf, text, wholeNumber } from './values.ts';

/** The checked configuration. `sources` is null if there is no file: the gateway then runs over the sandbox. */
export type Config = Omit<FileConfig, 'sources' | 'documents'> & {
  readonly sources: FileConfig['sources'] | null;
  /** Null without a manifest of trusted documents. */
  readonly documents: { readonly manifest: Manifest; readonly only: boolean } | null;
  readonly production: boolean;
};

const line = ({ path, message }: Fault): string =>
  path.length > 0 ? `${z.core.toDotPath(path)}: ${message}` : `the configuration ${message}`;

function checked(value: unknown, environment: Environment): FileConfig {
  const unset: Fault[] = [];
  const substituted = substitute(value, environment, unset);
  const result = fileSchema.safeParse(substituted);
  const unsetPaths = new Set(unset.map(({ path }) => z.core.toDotPath(path)));
  const shape = result.success ? [] : result.error.issues.flatMap(faultsOf);
  const { auth, server } = membersOf(substituted);
  const unprotected = unprotectedHostFaults(auth, environment.HOST || membersOf(server).host);
  const others = [...shape, ...crossFieldFaults(substituted), ...unprotected].filter(
    ({ path }) => !unsetPaths.has(z.core.toDotPath(path)),
  );
  const faults = [...unset, ...others];
  if (result.success && faults.length === 0) return result.data;
  throw new ConfigError(faults.map(line));
}

/** The address to listen on: `HOST` and `PORT` of the environment override the file. */
function listenAddress({ HOST, PORT }: Environment, server: FileConfig['server']): FileConfig['server'] {
  const result = z
    .object({ HOST: text, PORT: wholeNumber(0, 65_535) })
    .safeParse({ HOST: HOST || server.host, PORT: PORT || server.port });
  if (!result.success) throw new ConfigError(result.error.issues.flatMap(faultsOf).map(line));
  return { host: result.data.HOST, port: result.data.PORT };
}

/** The trusted documents; the path of the manifest is relative to the configuration file. */
function documentsOf({ documents }: FileConfig, file: string): Config['documents'] {
  if (!documents) return null;
  try {
    return { ...documents, manifest: readManifest(resolve(dirname(file), documents.manifest)) };
  } catch (error) {
    throw error instanceof ManifestError ? new ConfigError([`documents.manifest: ${error.message}`]) : error;
  }
}

function fromFile(file: string, environment: Environment) {
  const config = checked(readYaml(file), environment);
  return { ...config, documents: documentsOf(config, file) };
}

/** The configuration without a file. `explain` is on: the data of the sandbox is not secret. */
const defaultConfig = () => ({
  ...fileSchema.omit({ sources: true }).parse({}),
  explain: true,
  sources: null,
  documents: null,
});

/** Reads the configuration from a file if one is named. Throws a ConfigError with all faults. */
export function loadConfig(environment: Environment, file = environment.TASKLINE_CONFIG || undefined): Config {
  const config = file === undefined ? defaultConfig() : fromFile(file, environment);
  const server = listenAddress(environment, config.server);
  const unprotected = unprotectedHostFaults(config.auth, server.host);
  if (unprotected.length > 0) throw new ConfigError(unprotected.map(line));
  return { ...config, server, production: environment.NODE_ENV === 'production' };
}
