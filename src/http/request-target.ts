import type { IncomingMessage } from 'node:http';

const absolute = /^https?:\/\/([^/?#]*)(.*)$/is;

/**
 * Turns an absolute-form target, as clients send it to a proxy (`POST http://host/graphql`), into a path. Its host replaces the `Host`
 * header, as HTTP requires.
 */
export function useOriginForm(request: IncomingMessage): void {
  if (request.url?.startsWith('/')) return;
  const [whole, host = '', rest = ''] = absolute.exec(request.url ?? '') ?? [];
  if (whole === undefined) return;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
  request.headers.host = host;
}

/** The path of a request, without its query. */
export const pathOf = ({ url = '' }: Pick<IncomingMessage, 'url'>): string => url.split('?', 1)[0] ?? '';
