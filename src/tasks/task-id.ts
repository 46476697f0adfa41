import { refuseText } from './text.ts';

/** Why a text cannot be any provider's task id, or null where it can. */
export const refuseTaskId = (taskId: string): string | null =>
  taskId.trim() === '' ? 'must not be empty' : refuseText(taskId);

const decimal = /^[1-9]\d{0,18}$/;
const largest = 2n ** 63n - 1n;

/** Like `refuseTaskId`, for positive 64-bit numbers in decimal. Without a leading zero, so that each id has one spelling. */
export function refuseDecimalId(taskId: string): string | null {
  const complaint = refuseTaskId(taskId);
  if (complaint !== null) return complaint;
  return decimal.test(taskId) && BigInt(taskId) <= largest ? null : 'must be a decimal number from 1 to 2^63 - 1';
}
