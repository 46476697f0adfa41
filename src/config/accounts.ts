import { z } from 'zod';
import { credentialsSchema } from './credentials.ts';
import { isName } from './values.ts';

/** Credentials by the names of their accounts, which sources name in place of credentials of their own. */
export const accountsSchema = z.record(
  z.string().refine(isName),
  credentialsSchema,
  'must hold accounts by their names',
);

const noName =
  'holds a name that is no name of an account: it must be 1 to 64 of a-z, 0-9 and -, and its colon needs a blank after it';

/** The path and the message of a fault, without a name that is none of an account: it may be a part of a secret. */
export function hideBadName<Told extends { readonly path: readonly PropertyKey[]; readonly message: string }>(
  fault: Told,
): Told {
  const [section, name] = fault.path;
  if (section !== 'accounts' || name === undefined || isName(name)) return fault;
  return { ...fault, path: [section], message: noName };
}
