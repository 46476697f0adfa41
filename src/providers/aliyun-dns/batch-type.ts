/** The batch types that DescribeBatchResultCount takes. */
export const batchTypes = ['DOMAIN_ADD', 'DOMAIN_DEL', 'RR_ADD', 'RR_DEL'] as const;

/** What a batch does. */
export type BatchType = (typeof batchTypes)[number];
