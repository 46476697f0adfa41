import { readFileSync } from 'node:fs';

type Name = 'first' | 'second' | 'expired';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/certificates/${name}`, import.meta.url), 'utf8');

/** A certificate of localhost and its key; all are of one authority. */
export const certificateOf = (name: Name) => ({ cert: fixture(`${name}.pem`), key: fixture(`${name}.key.pem`) });

/** The authority that has signed them. */
export const authority = fixture('authority.pem');

/** The key of the first certificate, with a passphrase. */
export const encryptedKey = fixture('encrypted.key.pem');
