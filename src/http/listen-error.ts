/** The server cannot listen; the message is a line for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  /** Node's code, such as EADDRINUSE. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The ListenError for an error of `server.listen`. */
export function toListenError(cause: Error & { code?: string }, host: string, port: number): ListenError {
  const code = cause.code ?? cause.name;
  return new ListenError(code, explain(code, host, port), { cause });
}

function explain(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use`;
    case 'EACCES':
      return `port ${port} on ${host} is not this user's to open`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine`;
    default:
      return `port ${port} on ${host} cannot be opened (${code})`;
  }
}
