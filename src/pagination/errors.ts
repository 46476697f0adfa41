/** An argument that says where a page begins or ends. */
export type CursorArgument = 'after' | 'before';

/** The text is no cursor of this list: altered, of another list, filter, order or version, or too old to be used. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
  /** The argument that holds the cursor; undefined until it comes to the connection, which knows it. */
  readonly argument: CursorArgument | undefined;

  constructor({ argument, ...options }: ErrorOptions & { readonly argument?: CursorArgument } = {}) {
    const complaint = 'The cursor is not one of this list, or has expired: start again without it.';
    super(argument ? `${argument}: ${complaint}` : complaint, options);
    this.argument = argument;
  }
}

/** The list cannot be read the way that was asked for. */
export class PaginationNotSupportedError extends Error {
  override readonly name = 'PaginationNotSupportedError';

  constructor(message = 'This list cannot be read backwards from here.', options?: ErrorOptions) {
    super(message, options);
  }
}

/** The upstream's answers do not tell where its list ends. In a merge it concerns that list only. */
export class EndNotFoundError extends PaginationNotSupportedError {}

/** An argument that says how large a page is. */
export type PageArgument = 'first' | 'last';

/** A page argument is out of its range, or stands beside one that it excludes. */
export class InvalidPageArgumentError extends Error {
  override readonly name = 'InvalidPageArgumentError';
  readonly argument: PageArgument;

  constructor(argument: PageArgument, message: string) {
    super(message);
    this.argument = argument;
  }
}
