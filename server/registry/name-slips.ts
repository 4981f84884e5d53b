const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** A blank typed or left out joins or parts two words. */
const signs = [...letters, ' ']

/**
 * Every name that one slip of the typist turns into the given one, or it into them: a letter missing, doubled or added,
 * two neighbours swapped, another letter struck, two words joined or one parted (Damerau 1964). About 54 for each letter.
 * Takes an unaccented key (searchKey) and returns token set keys, without the name's own.
 */
export function slipsOf(key: string): readonly string[] {
  const found = new Set<string>()
  for (let at = 0; at <= key.length; at++) {
    const [before, here, after] = [key.slice(0, at), key.slice(at, at + 1), key.slice(at + 1)]
    for (const sign of signs) {
      found.add(inOrder(before + sign + here + after))
      if (here) found.add(inOrder(before + sign + after))
    }
    found.add(inOrder(before + after))
    if (after) found.add(inOrder(before + after.slice(0, 1) + here + after.slice(1)))
  }
  found.delete(inOrder(key))
  found.delete('')
  return [...found]
}

/** As tokenSetKey of core, for what is a key already. */
function inOrder(key: string): string {
  return key
    .split(' ')
    .filter((word) => word !== '')
    .sort()
    .join(' ')
}
