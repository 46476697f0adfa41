import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';

/** The certificate and key of a TLS server, as PEM. */
export interface Certificate {
  /** Its own certificate, then those of the authorities between it and a root. */
  readonly cert: string;
  /** The private key of its own certificate. */
  readonly key: string;
}

/** What is wrong with one half of a certificate. The message quotes nothing of the key. */
export interface CertificateFault {
  readonly half: keyof Certificate;
  readonly message: string;
}

/** The result of a check: with a fault, the certificate cannot be used. */
export interface CertificateCheck {
  readonly faults: readonly CertificateFault[];
  /** What clients may refuse. */
  readonly warnings: readonly CertificateFault[];
}

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

const refused = (half: keyof Certificate, message: string): CertificateCheck => ({
  faults: [{ half, message }],
  warnings: [],
});

/** Checks a certificate and its key; `now` decides whether it is valid already and still. */
export function checkCertificate({ cert, key }: Certificate, now = new Date()): CertificateCheck {
  const chain = readChain(cert);
  if (typeof chain === 'string') return refused('cert', chain);
  const privateKey = readKey(key);
  if (typeof privateKey === 'string') return refused('key', privateKey);
  const place = chain.findIndex((each) => each.checkPrivateKey(privateKey));
  if (place !== 0) return refused('key', misfit(place));
  const unusable = contextFault({ cert, key });
  if (unusable !== null) return refused('cert', unusable);
  const messages = [...chain.flatMap((each, index) => validityWarning(each, index, now)), ...chainWarnings(chain)];
  return { faults: [], warnings: messages.map((message) => ({ half: 'cert', message })) };
}

/** Reads the certificates of a PEM text, the server's own first; a text says what is wrong. */
function readChain(text: string): readonly X509Certificate[] | string {
  const blocks = text.match(block) ?? [];
  if (blocks.length === 0) return 'holds no certificate in PEM (BEGIN CERTIFICATE)';
  const chain: X509Certificate[] = [];
  for (const [index, pem] of blocks.entries()) {
    try {
      chain.push(new X509Certificate(pem));
    } catch {
      return `has a certificate that cannot be read: number ${index + 1}`;
    }
  }
  return chain;
}

function readKey(text: string): KeyObject | string {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return 'holds no private key in PEM (BEGIN PRIVATE KEY)';
  if (/ENCRYPTED/.test(text)) return 'holds an encrypted private key; there is no setting for its passphrase';
  try {
    return createPrivateKey(text);
  } catch {
    return 'has a private key that cannot be read';
  }
}

const misfit = (place: number): string =>
  place === -1
    ? 'holds the private key of another certificate'
    : `holds the private key of certificate number ${place + 1} of the chain: the server's own must come first`;

/** Why OpenSSL refuses the certificate, for example because its key is too short; null if it does not. */
function contextFault(certificate: Certificate): string | null {
  try {
    createSecureContext(certificate);
    return null;
  } catch (error) {
    return `cannot be used (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'})`;
  }
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

function validityWarning({ validFromDate, validToDate }: X509Certificate, index: number, now: Date): string[] {
  const which = index === 0 ? 'holds a certificate that' : `holds a chain whose certificate number ${index + 1}`;
  if (validToDate < now) return [`${which} has expired on ${day(validToDate)}`];
  return validFromDate > now ? [`${which} is not valid before ${day(validFromDate)}`] : [];
}

const chainWarnings = (chain: readonly X509Certificate[]): string[] =>
  chain.flatMap((each, index) => {
    const issuer = chain[index + 1];
    return !issuer || each.checkIssued(issuer)
      ? []
      : [`holds a chain whose certificate number ${index + 2} is not the issuer of the one before it`];
  });
