import { certificateOf } from '#test/certificates.ts';
import { open, openTls } from './raw-connection.ts';

/** The ways to serve HTTP, each with how a test connects: what holds for one holds for the other. */
export const schemes = [
  { scheme: 'http', certificate: null, open },
  { scheme: 'https', certificate: certificateOf('first'), open: openTls },
] as const;
