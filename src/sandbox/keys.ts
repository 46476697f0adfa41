import { timingSafeEqual } from 'node:crypto';

/** An access key that the sandbox knows. */
export interface SandboxKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The token that every request of a temporary key must carry. */
  readonly securityToken?: string;
  /** Whether the token's time is over. */
  readonly expired?: boolean;
}

/** The keys that the sandbox takes unless it is told others. */
export const defaultKeys: readonly SandboxKey[] = [{ accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' }];

/** Keys by their ids. */
export type Keys = ReadonlyMap<string, SandboxKey>;

/** Keys by their ids; of two with one id the later counts. */
export const keysById = (keys: readonly SandboxKey[]): Keys => new Map(keys.map((key) => [key.accessKeyId, key]));

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

/** Whether a request's date is further from the sandbox's clock than its cloud allows. */
export const isOffClock = (date: Date, now: Date, toleranceMs: number): boolean =>
  Math.abs(date.getTime() - now.getTime()) > toleranceMs;
