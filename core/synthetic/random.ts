/** A reproducible sequence: the same seed gives the same people, fingers and faces on every machine. Not for secrets. */
export interface SeededRandom {
  /** A number from 0 up to, not including, 1. */
  next(): number
  /** An integer from `min` to `max`, both included. */
  int(min: number, max: number): number
  /** A number from `min` up to, not including, `max`. */
  between(min: number, max: number): number
  chance(probability: number): boolean
  /** One element, each as likely as another. Throws RangeError on an empty list. */
  pick<Item>(items: readonly Item[]): Item
  /** One element, each as likely as its weight says. Throws RangeError when no weight is positive. */
  weighted<Item>(choices: readonly (readonly [item: Item, weight: number])[]): Item
  /** The elements in a new order; the list given is left as it is. */
  shuffled<Item>(items: readonly Item[]): Item[]
  /** Normally distributed, mean 0, standard deviation 1. */
  gaussian(): number
}

/**
 * A generator for synthetic data from a number or a text. Seeds that differ in one character give unrelated
 * sequences; a text such as `${seed}/portrait` gives every use its own, so that adding one disturbs no other.
 */
export function seededRandom(seed: number | string): SeededRandom {
  const next = uniformSource(`${typeof seed}:${seed}`)
  const random: SeededRandom = {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    between: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
    pick: (items) => elementAt(items, Math.floor(next() * items.length)),
    weighted: (choices) => pickWeighted(choices, next()),
    shuffled: (items) => shuffle(items, next),
    gaussian: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()), // Box and Muller, 1958
  }
  return random
}

/** Small fast counting generator (Doty-Humphrey's sfc32, 128 bits of state) started from a hash of the seed. */
function uniformSource(seed: string): () => number {
  let a = hash32(seed, 0x811c9dc5)
  let b = hash32(seed, 0x9e3779b9)
  let c = hash32(seed, 0x85ebca6b)
  let counter = 1
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 0x1_0000_0000
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) next()
  return next
}

/** FNV-1a over the UTF-16 units, with a final avalanche so that near seeds part company. */
function hash32(text: string, basis: number): number {
  let hash = basis | 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return hash ^ (hash >>> 16)
}

function elementAt<Item>(items: readonly Item[], index: number): Item {
  if (index < 0 || index >= items.length) throw new RangeError('nothing to pick from')
  return items[index] as Item
}

function pickWeighted<Item>(choices: readonly (readonly [Item, number])[], fraction: number): Item {
  const total = choices.reduce((sum, [, weight]) => sum + Math.max(0, weight), 0)
  let rest = fraction * total
  for (const [item, weight] of choices) {
    if (weight <= 0) continue
    if (rest < weight) return item
    rest -= weight
  }
  const last = choices.findLast(([, weight]) => weight > 0)
  if (last === undefined) throw new RangeError('no choice has a positive weight')
  return last[0] // only rounding gets here
}

function shuffle<Item>(items: readonly Item[], next: () => number): Item[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    ;[order[i], order[j]] = [order[j] as Item, order[i] as Item]
  }
  return order
}
