/** The words by which answers say that nothing failed, whatever the cloud: none at all, zeros, 2xx, `OK`, `Success`. */
const success = /^(0*|2\d\d( ok)?|ok|success|successful|succeed|succeeded|normal|none|null)[.!]?$/i;

/** Whether a word in the place of an error code says that there is no error. */
export const isSuccessWord = (word: string): boolean => success.test(word.trim());
