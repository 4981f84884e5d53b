import { matchingKey, searchKey } from '../text/vietnamese.ts'

/** The keys of core/text/vietnamese.ts for one name. */
export interface NameKeys {
  readonly nameSearchKey: string
  readonly nameMatchingKey: string
  readonly nameTokenSetKey: string
}

/** Names are made of few words: their keys are worked out once. So many are kept, then forgotten together. */
const mostKept = 5000
const known = new Map<string, readonly [search: string, matching: string]>()

function keysOfWord(word: string): readonly [search: string, matching: string] {
  const before = known.get(word)
  if (before) return before
  if (known.size >= mostKept) known.clear()
  const keys = [searchKey(word), matchingKey(word)] as const
  known.set(word, keys)
  return keys
}

/** Keys of a name as the register stores it: in capitals, with single blanks. The same as of the whole name at once. */
export function nameKeysOf(name: string): NameKeys {
  const search: string[] = []
  const matching: string[] = []
  for (const word of name.split(' ')) {
    const [inSearch, inMatching] = keysOfWord(word)
    if (inSearch !== '') search.push(inSearch)
    if (inMatching !== '') matching.push(inMatching)
  }
  const nameSearchKey = search.join(' ')
  return {
    nameSearchKey,
    nameMatchingKey: matching.join(' '),
    // A word with an apostrophe has become two.
    nameTokenSetKey: nameSearchKey.split(' ').sort().join(' '),
  }
}
