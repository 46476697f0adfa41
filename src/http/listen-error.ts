/** The server cannot listen. The message is written for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  /** Node's code, such as EADDRINUSE. */
  readonly code: string;
  /** The section of the configuration that has the address, if not `server`. */
  readonly section: string | undefined;

  constructor(code: string, message: string, options?: ErrorOptions & { readonly section?: string | undefined }) {
    super(message, options);
    this.code = code;
    this.section = options?.section;
  }
}

/** Where a server wanted to listen. */
export interface WantedPort {
  readonly host: string;
  readonly port: number;
  readonly reusePort?: boolean;
  /** The section of the configuration that has the address; absent: `server`. */
  readonly section?: string | undefined;
}

/** The ListenError for an error of `server.listen`. */
export function toListenError(cause: Error & { code?: string }, wanted: WantedPort): ListenError {
  const code = cause.code ?? cause.name;
  const { section } = wanted;
  const text = explain(code, wanted);
  return new ListenError(code, section === undefined ? text : `${section}: ${text}`, { cause, section });
}

function explain(code: string, { host, port, reusePort = false }: WantedPort): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use${reusePort ? ' by a process that does not share it: without server.reusePort, or of another user' : ''}`;
    case 'EACCES':
      return `port ${port} on ${host} is not this user's to open`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine`;
    case 'ENOTSUP':
      return `server.reusePort: this system cannot share port ${port} between processes`;
    default:
      return `port ${port} on ${host} cannot be opened (${code})`;
  }
}
