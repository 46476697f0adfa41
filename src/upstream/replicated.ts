import type { Ask, Call } from './layers.ts';
import type { SourceLimits } from './limits.ts';
import { requestName } from './request-key.ts';
import { UpstreamError } from './errors.ts';
import type { ReadBody } from './shaped.ts';
import type { AnswerToShare, SharedAnswers } from './shared-answers.ts';

/** What replicas share of the calls of a source. */
export interface ReplicatedOptions {
  readonly answers: SharedAnswers;
  readonly limits: Pick<SourceLimits, 'listMs'>;
  readonly readBody: ReadBody;
}

/** Asks for what no other replica has asked or is asking for. An answer of another is checked as if the upstream had sent it. */
export function replicated({ answers, limits, readBody }: ReplicatedOptions, next: Ask): Ask {
  /** What is read of a body that another replica has left; undefined where it is none. */
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
