/** What stands under a name in the store. */
export type FoundName =
  | { readonly kind: 'ANSWER'; readonly sealed: string }
  | { readonly kind: 'GRANTED' }
  | { readonly kind: 'HELD'; readonly leftMs: number }
  | { readonly kind: 'NOTHING' };

/** What the store tells of names, and the time that it has. */
export interface FoundNames {
  readonly time: number;
  readonly names: readonly FoundName[];
}

function foundName(told: unknown): FoundName {
  const [kind, value]: readonly unknown[] = Array.isArray(told) ? told : [];
  if (kind === 1) return { kind: 'ANSWER', sealed: String(value) };
  if (kind === 2) return { kind: 'GRANTED' };
  if (kind === 3) return { kind: 'HELD', leftMs: Number(value) };
  return { kind: 'NOTHING' };
}

/** What `lookScript` tells; null where the store could not be asked. */
export function readFoundNames(told: unknown): FoundNames | null {
  if (!Array.isArray(told)) return null;
  const [time, ...names]: readonly unknown[] = told;
  return { time: Number(time), names: names.map(foundName) };
}
