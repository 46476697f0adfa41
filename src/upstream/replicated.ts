import type { Ask, Call } from './layers.ts';
import type { SourceLimits } from './limits.ts';
import { requestName } from './request-key.ts';
import { UpstreamError } from './errors.ts';
import type { ReadBody } from './shaped.ts';
import type { AnswerToShare, SharedAnswers } from './shared-answers.ts';

/** How the calls of a source are shared with other replicas. */
export interface ReplicatedOptions {
  readonly answers: SharedAnswers;
  readonly limits: Pick<SourceLimits, 'listMs'>;
  readonly readBody: ReadBody;
}

/**
 * Asks the source only if no other replica has or is getting the answer. An answer of another replica is checked like the
 * source's.
 */
export function replicated({ answers, limits, readBody }: ReplicatedOptions, next: Ask): Ask {
  /** Reads the body of another replica's answer; undefined if it is not of its shape. */
  function accept(call: Call, body: unknown): unknown {
    try {
      return readBody(call, body);
    } catch (error) {
      if (error instanceof UpstreamError) return undefined;
      throw error;
    }
  }

  async function load(call: Call): Promise<AnswerToShare<unknown>> {
    const json = await next(call);
    const value = readBody(call, json);
    const { operation, characters } = call.report;
    return { value, json, goodForMs: limits.listMs, operation, characters };
  }

  return async (call) => {
    const { caller, report } = call;
    const [answer] = await answers.read({
      names: [requestName(call)],
      caller,
      accept: (body) => accept(call, body),
      load: async () => [await load(call)],
    });
    if (!answer || answer instanceof Error) throw answer;
    if (answer.from === 'UPSTREAM') return answer.value;
    call.goodUntil = answer.goodUntil;
    report.from = answer.from;
    report.characters = answer.characters;
    report.ended = performance.now();
    return answer.value;
  };
}
