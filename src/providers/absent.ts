import { UpstreamError } from '../upstream/errors.ts';

/** An answer, or null where the provider answers with one of its codes for a thing that does not exist. */
export async function nullWhenAbsent<Answer>(asked: Promise<Answer>, codes: readonly string[]): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UpstreamError && codes.includes(error.failure.providerCode ?? '')) return null;
    throw error;
  }
}
