import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkCertificate } from '#src/platform/certificate.ts';
import { authority, certificateOf, encryptedKey } from '#test/certificates.ts';

const [first, second, expired] = [certificateOf('first'), certificateOf('second'), certificateOf('expired')];
const broken = '-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n';
const brokenKey = '-----BEGIN PRIVATE KEY-----\nbm90aGluZw==\n-----END PRIVATE KEY-----\n';
const { publicKey } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

test.for([
  { cert: '', key: first.key, half: 'cert', message: 'holds no certificate in PEM (BEGIN CERTIFICATE)' },
  { cert: first.key, key: first.key, half: 'cert', message: 'holds no certificate in PEM (BEGIN CERTIFICATE)' },
  { cert: broken, key: first.key, half: 'cert', message: 'has a certificate that cannot be read: number 1' },
  {
    cert: first.cert + broken,
    key: first.key,
    half: 'cert',
    message: 'has a certificate that cannot be read: number 2',
  },
  { cert: first.cert, key: '', half: 'key', message: 'holds no private key in PEM (BEGIN PRIVATE KEY)' },
  { cert: first.cert, key: first.cert, half: 'key', message: 'holds no private key in PEM (BEGIN PRIVATE KEY)' },
  { cert: first.cert, key: publicKey, half: 'key', message: 'holds no private key in PEM (BEGIN PRIVATE KEY)' },
  { cert: first.cert, key: brokenKey, half: 'key', message: 'has a private key that cannot be read' },
  {
    cert: first.cert,
    key: encryptedKey,
    half: 'key',
    message: 'holds an encrypted private key; there is no setting for its passphrase',
  },
  { cert: first.cert, key: second.key, half: 'key', message: 'holds the private key of another certificate' },
  {
    cert: authority + first.cert,
    key: first.key,
    half: 'key',
    message: "holds the private key of certificate number 2 of the chain: the server's own must come first",
  },
])('of $half it is told that it $message', ({ cert, key, half, message }) => {
  expect(checkCertificate({ cert, key })).toEqual({ faults: [{ half, message }], warnings: [] });
});

test.for([
  { chain: first.cert, key: first.key, at: '2030-01-01', warnings: [] },
  { chain: first.cert + authority, key: first.key, at: '2030-01-01', warnings: [] },
  { chain: `with a text before\n${first.cert}`, key: first.key, at: '2030-01-01', warnings: [] },
  {
    chain: expired.cert,
    key: expired.key,
    at: '2030-01-01',
    warnings: ['holds a certificate that has expired on 2026-11-28'],
  },
  {
    chain: first.cert + authority,
    key: first.key,
    at: '2020-01-01',
    warnings: [
      'holds a certificate that is not valid before 2026-11-29',
      'holds a chain whose certificate number 2 is not valid before 2026-11-29',
    ],
  },
  {
    chain: first.cert + second.cert,
    key: first.key,
    at: '2030-01-01',
    warnings: ['holds a chain whose certificate number 2 is not the issuer of the one before it'],
  },
])('a certificate that can be used has the warnings $warnings', ({ chain, key, at, warnings }) => {
  const check = checkCertificate({ cert: chain, key }, new Date(at));
  expect(check).toEqual({ faults: [], warnings: warnings.map((message) => ({ half: 'cert', message })) });
});
