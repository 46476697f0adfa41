import { rememberedCall } from './call.ts';
import type { Ask, Question } from './layers.ts';
import type { Memory } from './memory.ts';

/** Answers from the cache where it can: at once, and without a call. */
export const cached =
  (source: string, memory: Memory, next: Ask<Question>): Ask<Question> =>
  (question) => {
    const { request, key, caller } = question;
    const known = caller.freshSince === undefined ? memory.get(source, key, caller.principal) : undefined;
    if (!known) return next(question);
    caller.observe?.([rememberedCall(source, request.operation)], 'MEMORY');
    return Promise.resolve(known.value);
  };
