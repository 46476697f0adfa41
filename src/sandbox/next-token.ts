import { hmacSha256 } from '../platform/digest.ts';
import type { Clock } from './clock.ts';
import { equalInConstantTime } from './keys.ts';
import { Refusal } from './refusal.ts';

const secret = 'the sandbox alone makes tokens';
const lifetime = 15 * 60_000;

/** Where a list goes on: after this item. */
export interface Place {
  readonly time: number;
  readonly id: string;
}

const sign = (text: string, query: string): string => hmacSha256(secret, `${query}\n${text}`);

/** A token for a place in what one query lists; it is good for a quarter of an hour. */
export function writeToken({ time, id }: Place, query: string, clock: Clock): string {
  const text = `${clock.now().getTime()} ${time} ${id}`;
  return Buffer.from(`${sign(text, query)} ${text}`).toString('base64');
}

/** The place that a token stands for; refuses one of another query, one that is too old, and one that is not ours. */
export function readToken(token: string, query: string, clock: Clock): Place {
  const content = Buffer.from(token, 'base64').toString();
  const signature = content.slice(0, 64);
  const text = content.slice(65);
  if (!equalInConstantTime(signature, sign(text, query))) throw refuse('is not valid');
  const [issuedAt = '', time = '', id = ''] = text.split(' ');
  if (clock.now().getTime() - Number(issuedAt) > lifetime) throw refuse('has expired');
  return { time: Number(time), id };
}

const refuse = (why: string): Refusal =>
  new Refusal(400, 'InvalidArgument', `The specified parameter NextToken ${why}.`);
