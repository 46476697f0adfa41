const pair = /^[^=]+=.*$/;

/** Why a text cannot select batches by their tags, or null where it can: the provider refuses what is no pair. */
export const refuseTag = (tag: string): string | null =>
  tag.split(',').every((part) => pair.test(part)) ? null : 'must be key=value, or several of these joined by commas';
