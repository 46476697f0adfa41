import { ConfigError } from '../config/config-error.ts';
import type { Environment } from '../config/substitute.ts';
import { ListenError } from '../http/listen-error.ts';

/** A file that is absent, and that only the environment names, as in an image: what to do about it. */
function withAdvice(line: string, { TASKLINE_CONFIG: file }: Environment): string {
  if (line !== `${file}: cannot be read (ENOENT)`) return line;
  return `${line}: TASKLINE_CONFIG names it; put a configuration there, or set it to nothing to run over the sandbox`;
}

/** What to print for an error that the operator can correct, in lines; null for any other error. */
export function operatorMessage(error: unknown, usage: string, environment: Environment): readonly string[] | null {
  if (error instanceof ConfigError) return error.lines.map((line) => withAdvice(line, environment));
  if (error instanceof ListenError) {
    const isByHost = environment.HOST && error.section === undefined;
    return [`${error.message}${isByHost ? ' (HOST in the environment)' : ''}`];
  }
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isUsage ? [usage] : null;
}
