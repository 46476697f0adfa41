import { isObject, membersOf } from '../platform/members.ts';
import type { Shape } from '../upstream/shape.ts';
import { readCount } from './scalars.ts';

const isEmptyObject = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0;

/**
 * A page whose list is inside an object, the holder, as in the RPC APIs of Alibaba Cloud. The list is empty if the holder is
 * null, or if it is an empty object and `TotalCount` is 0.
 */
export const heldList = <Page>(holder: string, list: string, page: Shape<Page>): Shape<Page> => ({
  read(body, faults) {
    const members = membersOf(body);
    const held = members[holder];
    const isNone = held === null || (isEmptyObject(held) && readCount(members.TotalCount) === 0);
    return page.read(isNone ? { ...members, [holder]: { [list]: null } } : body, faults);
  },
});
