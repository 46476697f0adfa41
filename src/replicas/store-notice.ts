/** Hears what an operator should know of the store: a line for the log. */
export type StoreNotice = (level: 'info' | 'warn', text: string) => void;
