import { resolve } from 'node:path';
import { z } from 'zod';
import { type Certificate, type CertificateFault, checkCertificate } from '../platform/certificate.ts';
import { mostSecretBytes } from './secret-file.ts';
import { readText } from './read-text.ts';
import type { Fault } from './substitute.ts';
import { text } from './values.ts';

/** The files of the certificate by which the gateway serves HTTPS. */
export const tlsSchema = z.strictObject({
  cert: text.describe("The server's certificate and its chain, as PEM; relative to the configuration file."),
  key: text.describe('Its private key, as PEM without a passphrase; relative to the configuration file.'),
});

/** Paths of a certificate and of its key. */
export type CertificateFiles = z.output<typeof tlsSchema>;

/** A certificate as its files have it, or why it cannot be used. */
export type ReadCertificate =
  | { readonly kind: 'read'; readonly certificate: Certificate; readonly warnings: readonly Fault[] }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** The files as absolute paths. */
export const certificateFiles = ({ cert, key }: CertificateFiles, folder: string): CertificateFiles => ({
  cert: resolve(folder, cert),
  key: resolve(folder, key),
});

/** Reads a certificate and checks it. */
export function readCertificate(files: CertificateFiles): ReadCertificate {
  const told = ({ half, message }: CertificateFault): Fault => ({
    path: ['server', 'tls', half],
    message: `the file ${files[half]} ${message}`,
  });
  const cert = readText(files.cert, mostSecretBytes);
  const key = readText(files.key, mostSecretBytes);
  if ('fault' in cert || 'fault' in key) {
    const faults = [
      ...('fault' in cert ? [told({ half: 'cert', message: cert.fault })] : []),
      ...('fault' in key ? [told({ half: 'key', message: key.fault })] : []),
    ];
    return { kind: 'faulty', faults };
  }
  const certificate = { cert: cert.text, key: key.text };
  const { faults, warnings } = checkCertificate(certificate);
  if (faults.length > 0) return { kind: 'faulty', faults: faults.map(told) };
  return { kind: 'read', certificate, warnings: warnings.map(told) };
}
