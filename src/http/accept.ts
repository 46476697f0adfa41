import type { IncomingMessage } from 'node:http';
import { memoized } from '../platform/memoized.ts';

/** The media types of answers; first the one for clients that accept any. */
export const answerTypes = ['application/json', 'application/graphql-response+json'] as const;

/** A media type that an answer in one piece can have. */
export type AnswerType = (typeof answerTypes)[number];

/** The media type of Server-Sent Events. */
export const eventStreamType = 'text/event-stream';

/** A media type that a client can ask for; of those that it likes as much and names nowhere, the first. */
export const offeredTypes = [...answerTypes, eventStreamType] as const;
type OfferedType = (typeof offeredTypes)[number];

/** A range of an `accept` header, such as `application/*;q=0.5`. */
interface MediaRange {
  readonly type: string;
  /** How much the client likes it, from 0, which is not at all, to 1. */
  readonly quality: number;
  /** Whether it allows UTF-8, which all answers are in. */
  readonly isUtf8: boolean;
}

function readRange(text: string): MediaRange {
  const [type = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const valueOf = (name: string): string | undefined =>
    parameters
      .find((parameter) => parameter.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .replaceAll('"', '');
  const quality = Number(valueOf('q') ?? 1);
  const charset = valueOf('charset') ?? 'utf-8';
  return { type, quality: Number.isNaN(quality) ? 1 : quality, isUtf8: charset === 'utf-8' || charset === '*' };
}

/** How exactly a range names a type: 0 where it does not allow it at all. */
function exactness({ type, isUtf8 }: MediaRange, answer: OfferedType): number {
  if (!isUtf8) return 0;
  return [answer, `${answer.split('/', 1)[0]}/*`, '*/*'].toReversed().indexOf(type) + 1;
}

/** The range that counts for a type is the one that names it most exactly. */
function preferenceOf(answer: OfferedType, ranges: readonly MediaRange[]) {
  const fitting = ranges.filter((range) => exactness(range, answer) > 0);
  const [best] = fitting.toSorted((one, other) => exactness(other, answer) - exactness(one, answer));
  return { answer, quality: best?.quality ?? 0, position: best ? ranges.indexOf(best) : 0 };
}

/**
 * The media type of an answer that a client likes best, by the weights of its `accept` header, and of equal ones the one
 * that it names first; null if it accepts none of ours.
 */
export const acceptedType = (accept = ''): OfferedType | null => typeFor(accept) || null;

const typeFor = memoized((accept): OfferedType | false => {
  const ranges = accept
    .split(',')
    .map(readRange)
    .filter(({ type }) => type !== '');
  if (ranges.length === 0) return answerTypes[0];
  const [best] = offeredTypes
    .map((answer) => preferenceOf(answer, ranges))
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality || one.position - other.position);
  return best?.answer ?? false;
});

/** Whether the answer to a request, whose `accept` header has been reduced to its type, is a stream of events. */
export const wantsEvents = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers.accept === eventStreamType;

/** The type of the answer to a request whose `accept` header has been reduced to it. */
export const answerTypeOf = ({ headers }: Pick<IncomingMessage, 'headers'>): AnswerType =>
  headers.accept === 'application/graphql-response+json' ? headers.accept : 'application/json';
