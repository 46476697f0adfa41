/** Why an API does not answer a call: the provider's status, code and text. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** The provider's error code. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
