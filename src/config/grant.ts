/** Whether a grant matches a source's key; `*` in a grant stands for any characters. */
export function matches(grant: string, sourceKey: string): boolean {
  if (!grant.includes('*')) return grant === sourceKey;
  const parts = grant.split('*');
  const [first = '', last = ''] = [parts.at(0), parts.at(-1)];
  if (sourceKey.length < first.length + last.length) return false;
  if (!sourceKey.startsWith(first) || !sourceKey.endsWith(last)) return false;
  return holdsInOrder(sourceKey.slice(first.length, sourceKey.length - last.length), parts.slice(1, -1));
}

// Not a regular expression: a grant of many stars, which a token can contain, must not take exponential time.
function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
