import type { WindowAnswer } from './chunk.ts';
import type { WindowsOptions } from './windows-options.ts';
import type { Known, WindowsState } from './windows-state.ts';

/** A list whose walks can fail for being cut short believes the last total that it was told. */
type TotalOptions = Pick<WindowsOptions<never>, 'cutShort' | 'mayBecomeEmpty'>;

/** The total after an answer: the one that the answer tells, or else the one that is believed. */
export function totalAfter(
  { items, total }: WindowAnswer<unknown>,
  { known, anchor }: WindowsState,
  options: TotalOptions,
): number | null {
  const believed = believedTotal(known, options);
  // The anchor was an item of the list a moment ago: that the list is empty now is not believed.
  const isBlank = total === 0 && items.length === 0 && anchor !== null && options.mayBecomeEmpty !== true;
  return isBlank ? (believed ?? total) : (total ?? believed);
}

/** Whether there should be an item at this index, by a total that is believed. */
export const shouldHaveItemAt = (index: number, known: Known, options: TotalOptions): boolean =>
  index < (believedTotal(known, options) ?? 0);

/** The total that an answer or the cursor told; null where it is not believed, or none was told. */
const believedTotal = ({ total = null }: Known, { cutShort }: TotalOptions): number | null =>
  cutShort === undefined ? null : total;
