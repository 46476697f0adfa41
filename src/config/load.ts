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

/** What the gateway runs by. Without `sources`, it runs over the sandbox. */
export type Config = Omit<FileConfig, 'sources' | 'documents'> & {
  readonly sources: FileConfig['sources'] | null;
  /** Null where clients send their documents themselves. */
  readonly documents: { readonly manifest: Manifest; readonly only: boolean } | null;
  readonly production: boolean;
};

const line = ({ path, message }: Fault): string =>
  path.length > 0 ? `${z.core.toDotPath(path)}: ${message}` : `the configuration ${message}`;

function checked(value: unknown, environment: Environment): FileConfig {
  const unset: Fault[] = [];
  const substituted = substitute(value, environment, unset);
  const result = fileSchema.safeParse(substituted);
  const named = new Set(unset.map(({ path }) => z.core.toDotPath(path)));
  const shape = result.success ? [] : result.error.issues.flatMap(faultsOf);
  const { auth, server } = membersOf(substituted);
  const unprotected = unprotectedHostFaults(auth, environment.HOST || membersOf(server).host);
  const others = [...shape, ...crossFieldFaults(substituted), ...unprotected].filter(
    ({ path }) => !named.has(z.core.toDotPath(path)),
  );
  const faults = [...unset, ...others];
  if (result.success && faults.length === 0) return result.data;
  throw new ConfigError(faults.map(line));
}

/** `HOST` and `PORT` win over the file. */
function listening({ HOST, PORT }: Environment, server: FileConfig['server']): FileConfig['server'] {
  const result = z
    .object({ HOST: text, PORT: wholeNumber(0, 65_535) })
    .safeParse({ HOST: HOST || server.host, PORT: PORT || server.port });
  if (!result.success) throw new ConfigError(result.error.issues.flatMap(faultsOf).map(line));
  return { host: result.data.HOST, port: result.data.PORT };
}

/** The manifest lies where the configuration says, seen from the configuration. */
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

/** Over the sandbox there is nothing to keep from anyone. */
const withoutFile = () => ({
  ...fileSchema.omit({ sources: true }).parse({}),
  explain: true,
  sources: null,
  documents: null,
});

/** Reads the configuration: the file named, or none. Throws ConfigError with every fault. */
export function loadConfig(environment: Environment, file = environment.TASKLINE_CONFIG || undefined): Config {
  const config = file === undefined ? withoutFile() : fromFile(file, environment);
  const server = listening(environment, config.server);
  const unprotected = unprotectedHostFaults(config.auth, server.host);
  if (unprotected.length > 0) throw new ConfigError(unprotected.map(line));
  return { ...config, server, production: environment.NODE_ENV === 'production' };
}
