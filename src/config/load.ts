import { dirname, resolve } from 'node:path';
import { type Manifest, ManifestError, readManifest } from '../documents/manifest.ts';
import type { Certificate } from '../platform/certificate.ts';
import { isObject, membersOf } from '../platform/members.ts';
import { hideBadName } from './accounts.ts';
import { chainEnvironmentFaults } from './chain-environment.ts';
import { ConfigError } from './config-error.ts';
import { configuredSources, unusedAccounts } from './configured-sources.ts';
import { crossFieldFaults, unprotectedHostFaults } from './cross-field-checks.ts';
import { faultLine } from './fault-line.ts';
import { fileSchema, type FileConfig } from './file.ts';
import { listenAddress, listenFaults } from './listen-address.ts';
import { proxyFaults, type ProxyConfig, proxyOf } from './proxy.ts';
import { readYaml } from './read-yaml.ts';
import { regionWarnings } from './region-warnings.ts';
import type { SourceConfig } from './source.ts';
import { substitute, type Environment, type Fault } from './substitute.ts';
import { certificateFiles, readCertificate } from './tls.ts';
import { type TracesConfig, tracesOf } from './traces.ts';
import { checking, faultsOf } from './values.ts';

/** The checked configuration. `sources` is null if there is no file: the gateway then runs over the sandbox. */
export type Config = Omit<FileConfig, 'accounts' | 'defaults' | 'documents' | 'sources'> & {
  readonly sources: readonly SourceConfig[] | null;
  /** Null without a manifest of trusted documents. */
  readonly documents: { readonly manifest: Manifest; readonly only: boolean } | null;
  /** By what HTTPS is served; null: plain HTTP is. */
  readonly certificate: Certificate | null;
  readonly production: boolean;
  /** How https addresses are reached; null: directly. */
  readonly proxy: ProxyConfig | null;
  /** How traces are sent; null: there are none. */
  readonly traces: TracesConfig | null;
  /** What is odd but can be used, a line for each. */
  readonly warnings: readonly string[];
};

/** Takes note of a file that the configuration is made of, by its whole path. */
export type ReadFile = (file: string) => void;

/** A file without its sections for anchors, `x-…`. */
const withoutExtensions = (value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('x-'))) : value;

const pathText = ({ path }: Fault): string => JSON.stringify(path);

/** The faults of the environment, and of where to listen: of `HOST` and `PORT` by themselves, then of the host without authentication. */
function addressFaults(environment: Environment, auth: unknown, fileHost: unknown): Fault[] {
  const faults = [...listenFaults(environment), ...proxyFaults(environment)];
  return faults.length > 0 ? faults : unprotectedHostFaults(auth, fileHost, environment.HOST);
}

/** What a file says, checked, and how its faults are told. */
interface CheckedFile {
  readonly config: FileConfig;
  readonly line: (fault: Fault) => string;
}

function checked(name: string, environment: Environment, readFile: ReadFile): CheckedFile {
  readFile(resolve(name));
  const file = readYaml(name);
  const first = [...file.faults];
  const origins = { environment, folder: dirname(name), readFile };
  const value = substitute(withoutExtensions(file.value), origins, first);
  const result = fileSchema.safeParse(value, checking);
  const shape = result.success ? [] : result.error.issues.flatMap((issue) => faultsOf(issue));
  const { auth, server } = membersOf(value);
  const address = addressFaults(environment, auth, membersOf(server).host);
  const told = new Set(first.map(pathText));
  const others = [...shape, ...crossFieldFaults(value), ...address].filter((fault) => !told.has(pathText(fault)));
  const faults = [...first, ...others].map(hideBadName);
  const line = (fault: Fault): string => faultLine(fault, { name, value, lineOf: file.lineOf });
  if (result.success && faults.length === 0) return { config: result.data, line };
  throw new ConfigError([...new Set(faults.map(line))]);
}

/** The trusted documents; the path of the manifest is relative to the configuration file. */
function documentsOf(
  { config: { documents }, line }: CheckedFile,
  folder: string,
  readFile: ReadFile,
): Config['documents'] {
  if (!documents) return null;
  const manifest = resolve(folder, documents.manifest);
  readFile(manifest);
  try {
    return { ...documents, manifest: readManifest(manifest) };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    throw new ConfigError([line({ path: ['documents', 'manifest'], message: error.message })]);
  }
}

/** The certificate of HTTPS, read from files that are relative to the configuration. */
function tlsOf({ config: { server }, line }: CheckedFile, folder: string, readFile: ReadFile) {
  if (!server.tls) return { server, certificate: null, warnings: [] };
  const tls = certificateFiles(server.tls, folder);
  readFile(tls.cert);
  readFile(tls.key);
  const read = readCertificate(tls);
  if (read.kind === 'faulty') throw new ConfigError(read.faults.map(line));
  return { server: { ...server, tls }, certificate: read.certificate, warnings: read.warnings };
}

function fromFile(name: string, environment: Environment, readFile: ReadFile) {
  const file = checked(name, environment, readFile);
  const { accounts: _accounts, defaults: _defaults, ...config } = file.config;
  const folder = dirname(name);
  const sources = configuredSources(file.config);
  const { server, certificate, warnings: ofCertificate } = tlsOf(file, folder, readFile);
  const warnings = [...regionWarnings(config.sources), ...unusedAccounts(file.config, sources), ...ofCertificate];
  return {
    ...config,
    server,
    certificate,
    sources,
    documents: documentsOf(file, folder, readFile),
    hooksFolder: config.hooksFolder === undefined ? undefined : resolve(folder, config.hooksFolder),
    warnings: warnings.map(file.line),
  };
}

/** The configuration without a file. `explain` is on: the data of the sandbox is not secret. */
const defaultConfig = () => ({
  ...fileSchema.omit({ accounts: true, defaults: true, sources: true }).parse({}),
  explain: true,
  sources: null,
  certificate: null,
  documents: null,
  warnings: [],
});

/** The configuration file that is meant: the one of the command line, else that of the environment; undefined where there is none. */
export const configFile = (environment: Environment, named?: string): string | undefined =>
  named ?? (environment.TASKLINE_CONFIG || undefined);

/** Reads the configuration from a file if one is named. Throws a ConfigError with all faults. */
export function loadConfig(environment: Environment, named?: string, readFile: ReadFile = () => undefined): Config {
  const file = configFile(environment, named);
  const config = file === undefined ? defaultConfig() : fromFile(file, environment, readFile);
  const faults = [
    ...addressFaults(environment, config.auth, config.server.host),
    ...chainEnvironmentFaults(config.sources, environment),
  ];
  if (faults.length > 0) throw new ConfigError(faults.map((fault) => faultLine(fault, null)));
  const server = { ...config.server, ...listenAddress(environment, config.server) };
  if (server.processes > 1 && server.port === 0)
    throw new ConfigError(['server.processes: the port must be given; with 0 each process would take another']);
  if (server.port !== 0 && config.metrics?.port === server.port && config.metrics.host === server.host)
    throw new ConfigError(['metrics.port: is that of the gateway itself']);
  const { traces, warnings } = tracesOf(environment);
  return {
    ...config,
    server,
    production: environment.NODE_ENV === 'production',
    proxy: proxyOf(environment),
    traces,
    warnings: [...config.warnings, ...warnings],
  };
}
