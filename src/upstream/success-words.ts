/** The words by which answers say that nothing failed, in any cloud: in lower case, without blanks. */
const words: ReadonlySet<string> = new Set(
  ' ok httpok success successful succeed succeeded requestsuccess accepted completed normal none null n/a noerror no-error 成功 操作成功 请求成功'.split(
    ' ',
  ),
);

const numbers = /^(0+|(http)?2\d\d(ok)?)$/;

/** Whether a word in the place of an error code says that there is no error. */
export function isSuccessWord(word: string): boolean {
  const plain = word.toLowerCase().replaceAll(/[\s_]+|[.!。！]+$/g, '');
  return words.has(plain) || numbers.test(plain);
}
