import { errorCodes, type ErrorCodeFacts } from '../src/errors/codes.ts';

const introduction = `# Errors

<!-- Generated from src/errors/codes.ts: edit that file, then run \`npm run generate\`. -->

Every error has a code in \`extensions.code\`. Clients should decide by the code and by \`extensions.retryable\`, never by the
message, and should treat an unknown code as a failure.

- \`extensions.retryable\` is \`true\` if the same request may succeed later. Errors of upstreams and of the gateway itself
  always have it; for all other errors, read a missing one as \`false\`.
- Errors of upstreams (\`UPSTREAM_…\`) also have \`source\` (the source's key in the configuration) and, where known,
  \`providerCode\` (the provider's own error code), \`requestId\` (quote it to the provider's support) and, if
  \`retryable\` is true, \`retryAfterMs\`.
- A task that does not exist is \`null\`, not an error.
- A source of the timeline that could not be read is reported in \`sources\` of the connection, with the same code and
  message, and not in \`errors\`. \`retryAfterMs\` stands beside its \`error\`.

**HTTP status.** The table gives the status of an answer that has no data because of this error. Errors of single fields
come with status 200 and the data of the other fields. "200 for JSON" means: a client whose \`accept\` header takes
\`application/json\` rather than \`application/graphql-response+json\` gets 200, as the
[GraphQL over HTTP](https://graphql.github.io/graphql-over-http/draft/) specification asks.

| code | HTTP status | retryable | meaning | what to do |
| --- | --- | --- | --- | --- |
`;

const row = ([code, facts]: [string, ErrorCodeFacts]): string => {
  const status = facts.is200ForJson ? `${facts.status}; 200 for JSON` : String(facts.status);
  return `| ${code} | ${status} | ${facts.retryable ? 'yes' : 'no'} | ${facts.meaning} | ${facts.remedy} |\n`;
};

const downloads = `
A [download](clients.md#failed-items-as-a-file) has no fields: before its first row, an error is the answer, as JSON, with a
status of its own.

| status of a download | codes |
| --- | --- |
`;

/** The codes that have a status of their own where the answer is a file, by that status. */
function downloadRows(facts: readonly [string, ErrorCodeFacts][]): string {
  const own = facts.flatMap(([code, { downloadStatus }]) => (downloadStatus ? [{ code, downloadStatus }] : []));
  const byStatus = Map.groupBy(own, ({ downloadStatus }) => downloadStatus);
  return Array.from(byStatus, ([status, codes]) => `| ${status} | ${codes.map(({ code }) => code).join(', ')} |\n`)
    .toSorted()
    .join('');
}

/** docs/errors.md, made of the table of error codes. */
export function errorDocs(): string {
  const facts = Object.entries(errorCodes);
  return introduction + facts.map(row).join('') + downloads + downloadRows(facts);
}
