/** What is wrong with a value, and where in the value, such as `.statuses[1]`. */
export interface ValueFault {
  readonly place: string;
  readonly complaint: string;
}

/** A fault of a whole value. */
export const here = (complaint: string): ValueFault => ({ place: '', complaint });

/** A fault of an item or a member, as a fault of the value around it. */
export const within = (place: string, fault: ValueFault): ValueFault => ({ ...fault, place: `${place}${fault.place}` });
