import { membersOf } from '../platform/members.ts';
import type { Shape } from '../upstream/shape.ts';
import { readCount } from './scalars.ts';

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/**
 * A page whose list is held by an object, as the RPC APIs of Alibaba Cloud answer it. Where the holder is null there is
 * none, and where it is empty, if nothing is there in all.
 */
export const heldList = <Page>(holder: string, list: string, page: Shape<Page>): Shape<Page> => ({
  read(body, faults) {
    const members = membersOf(body);
    const held = members[holder];
    const isNone = held === null || (isEmptyObject(held) && readCount(members.TotalCount) === 0);
    return page.read(isNone ? { ...members, [holder]: { [list]: null } } : body, faults);
  },
});
