import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { type Manifest, ManifestError, readManifest } from '../documents/manifest.ts';
import { membersOf } from '../platform/members.ts';
import { ConfigError } from './config-error.ts';
import { crossFieldFaults, unprotectedHostFaults } from './cross-field-checks.ts';
import { fileSchema, type FileConfig } from './file.ts';
import { listenAddress, listenFaults } from './listen-address.ts';
import { proxyFaults, type ProxyConfig, proxyOf } from './proxy.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';
import { regionWarnings } from './region-warnings.ts';
import { substitute, type Environment, type Fault } from './substitute.ts';
import { checking, faultsOf } from './values.ts';

/** The checked configuration. `sources` is null if there is no file: the gateway then runs over the sandbox. */
export type Config = Omit<FileConfig, 'sources' | 'documents'> & {
  readonly sources: FileConfig['sources'] | null;
  /** Null without a manifest of trusted documents. */
  readonly documents: { readonly manifest: Manifest; readonly only: boolean } | null;
  readonly production: boolean;
  /** How https addresses are reached; null: directly. */
  readonly proxy: ProxyConfig | null;
  /** What is odd but can be used, a line for each. */
  readonly warnings: readonly string[];
};

const line = ({ path, message }: Fault): string =>
  path.length > 0 ? `${z.core.toDotPath(path)}: ${message}` : `the configuration ${message}`;

/** A file without its sections for anchors, `x-…`. */
const withoutExtensions = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('x-')))
    : value;

const pathText = ({ path }: Fault): string => z.core.toDotPath(path);

/** The faults of the environment, and of where to listen: of `HOST` and `PORT` by themselves, then of the host without authentication. */
function addressFaults(environment: Environment, auth: unknown, fileHost: unknown): Fault[] {
  const faults = [...listenFaults(environment), ...proxyFaults(environment)];
  return faults.length > 0 ? faults : unprotectedHostFaults(auth, fileHost, environment.HOST);
}

function checked(file: YamlFile, environment: Environment): FileConfig {
  const first = [...file.faults];
  const substituted = substitute(withoutExtensions(file.value), environment, first);
  const result = fileSchema.safeParse(substituted, checking);
  const shape = result.success ? [] : result.error.issues.flatMap((issue) => faultsOf(issue));
  const { auth, server } = membersOf(substituted);
  const address = addressFaults(environment, auth, membersOf(server).host);
  const told = new Set(first.map(pathText));
  const others = [...shape, ...crossFieldFaults(substituted), ...address].filter((fault) => !told.has(pathText(fault)));
  const faults = [...first, ...others];
  if (result.success && faults.length === 0) return result.data;
  throw new ConfigError(faults.map(line));
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
  return {
    ...config,
    documents: documentsOf(config, file),
    hooksFolder: config.hooksFolder === undefined ? undefined : resolve(dirname(file), config.hooksFolder),
    warnings: regionWarnings(config.sources),
  };
}

/** The configuration without a file. `explain` is on: the data of the sandbox is not secret. */
const defaultConfig = () => ({
  ...fileSchema.omit({ sources: true }).parse({}),
  explain: true,
  sources: null,
  documents: null,
  warnings: [],
});

/** Reads the configuration from a file if one is named. Throws a ConfigError with all faults. */
export function loadConfig(environment: Environment, file = environment.TASKLINE_CONFIG || undefined): Config {
  const config = file === undefined ? defaultConfig() : fromFile(file, environment);
  const faults = addressFaults(environment, config.auth, config.server.host);
  if (faults.length > 0) throw new ConfigError(faults.map(line));
  const server = { ...config.server, ...listenAddress(environment, config.server) };
  return { ...config, server, production: environment.NODE_ENV === 'production', proxy: proxyOf(environment) };
}
