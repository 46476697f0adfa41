import type { IncomingMessage } from 'node:http';
import { memoized } from '../platform/memoized.ts';

/** The media types of answers; the first is for clients that accept any. */
export const answerTypes = ['application/json', 'application/graphql-response+json'] as const;

/** The media type of an answer that is no stream. */
export type AnswerType = (typeof answerTypes)[number];

/** The media type of Server-Sent Events. */
export const eventStreamType = 'text/event-stream';

/**
 * The media types that a client can ask for. If a range such as `application/*` accepts several equally, the first is used.
 */
export const offeredTypes = [...answerTypes, eventStreamType] as const;
type OfferedType = (typeof offeredTypes)[number];

/** A range of an `accept` header, such as `application/*;q=0.5`. */
interface MediaRange {
  readonly type: string;
  /** The `q` value: from 0, not acceptable, to 1. */
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

/** How exactly a range names a type; 0 if the range does not include it. */
function exactness({ type, isUtf8 }: MediaRange, answer: OfferedType): number {
  if (!isUtf8) return 0;
  return [answer, `${answer.split('/', 1)[0]}/*`, '*/*'].toReversed().indexOf(type) + 1;
}

/** How much a client prefers a type: the range that names it most exactly counts. */
function preferenceOf(answer: OfferedType, ranges: readonly MediaRange[]) {
  const fitting = ranges.filter((range) => exactness(range, answer) > 0);
  const [best] = fitting.toSorted((one, other) => exactness(other, answer) - exactness(one, answer));
  return { answer, quality: best?.quality ?? 0, position: best ? ranges.indexOf(best) : 0 };
}

/**
 * The media type that a client prefers, by the `q` values of its `accept` header. Of equal ones, the one that it names first
 * counts. Null if it accepts none of ours.
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

/** Whether a request asks for a stream of events; its `accept` header has been replaced by the type of the answer. */
export const wantsEvents = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers.accept === eventStreamType;

/** The type of the answer to a request whose `accept` header has been replaced by that type. */
export const answerTypeOf = ({ headers }: Pick<IncomingMessage, 'headers'>): AnswerType =>
  headers.accept === 'application/graphql-response+json' ? headers.accept : 'application/json';
