import { refuseTaskId } from '../../tasks/task-id.ts';

const decimal = /^[1-9]\d{0,18}$/;
const largest = 2n ** 63n - 1n;

/** An id is a positive 64-bit number, in decimal and with no leading zero, so that it has one spelling. */
export function refuseId(taskId: string): string | null {
  const refused = refuseTaskId(taskId);
  if (refused !== null) return refused;
  return decimal.test(taskId) && BigInt(taskId) <= largest ? null : 'must be a decimal number from 1 to 2^63 - 1';
}
