import { StacklessError } from '../platform/without-stack.ts';

/** An argument of a client is wrong. Thrown before any upstream call. */
export class InvalidArgumentError extends StacklessError {
  override readonly name = 'InvalidArgumentError';
  /** The argument's name, with the path in it where it is an object or a list: `filter.taskIds[3]`. */
  readonly argument: string;
  readonly #complaint: string;

  constructor(argument: string, complaint: string) {
    super(`${argument}: ${complaint}`);
    this.argument = argument;
    this.#complaint = complaint;
  }

  /** The same complaint about one item of the argument, which is a list. */
  ofItem(index: number): InvalidArgumentError {
    return new InvalidArgumentError(`${this.argument}[${index}]`, this.#complaint);
  }
}
