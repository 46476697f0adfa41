/** A refusal in the shape of a GraphQL answer, for requests that do not reach GraphQL. */
export const refusal = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response => Response.json({ errors: [{ message, extensions: { code } }] }, { status, headers });
