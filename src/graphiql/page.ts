/** A tab that GraphiQL opens with; the name of its operation is its title. */
export interface GraphiQLTab {
  readonly query: string;
  /** As JSON. */
  readonly variables?: string;
}

/** What the page shows. */
export interface GraphiQLOptions {
  readonly title: string;
  readonly tabs: readonly GraphiQLTab[];
}

/** The paths of the files that the page loads. */
export interface GraphiQLFiles {
  readonly style: string;
  readonly script: string;
  /** The editor's web workers, by their labels. */
  readonly workers: Readonly<Record<string, string>>;
}

/** The Content-Security-Policy: scripts, workers and requests of this server only. The editor needs inline styles. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The HTML of the page. Its settings are JSON, not script, so that the policy need not allow inline scripts. */
export function graphiqlHtml({ title, tabs }: GraphiQLOptions, { style, script, workers }: GraphiQLFiles): string {
  const options = { title, logo: logo(32), defaultTabs: tabs, shouldPersistHeaders: false };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(logo(32))}" />
    <link rel="stylesheet" href="${style}" />
    <script id="settings" type="application/json">${escapeScript({ options, workers })}</script>
    <script src="${script}" defer></script>
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript; the API itself does not: POST to this address.</noscript>
    <div id="root"></div>
  </body>
</html>
`;
}

const escapeScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The logo: three progress bars. */
const logo = (size: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 32 32" fill="none" ` +
  'stroke-width="4" stroke-linecap="round"><path d="M4 8h24M4 16h24M4 24h24" stroke="#c7cbe0"/>' +
  '<path d="M4 8h24M4 16h15M4 24h7" stroke="#5b5bd6"/></svg>';
