/**
 * Reads ASN.1 as a tolerant reader would (BER, X.690 clause 8) and writes down each departure from DER (clauses 10 and 11): a strict
 * inspection tells all faults of a file, so it must not stop at the first. core/der.ts is the reader that stops.
 */
import { concatBytes } from '../../bytes.ts'

export type DerFaultRule =
  | 'DER_STRUCTURE'
  | 'DER_TRAILING_BYTES'
  | 'DER_INDEFINITE_LENGTH'
  | 'DER_LENGTH'
  | 'DER_CONSTRUCTED_STRING'
  | 'DER_BOOLEAN'
  | 'DER_INTEGER'
  | 'DER_BIT_STRING'
  | 'DER_OBJECT_IDENTIFIER'
  | 'DER_NULL'
  | 'DER_SET_ORDER'

export interface DerFault {
  readonly rule: DerFaultRule
  readonly detail: string
  /** Offset of the value. */
  readonly at: number
}

export interface DerNode {
  /** As written: 0x30, 0xa0, 0x5f1f. */
  readonly tag: number
  readonly whole: Uint8Array
  /** Value; of a string in pieces the pieces joined. */
  readonly content: Uint8Array
  /** Of a constructed value. */
  readonly children: readonly DerNode[]
}

export interface DerTree {
  /** Null where the bytes are no ASN.1 at all. */
  readonly root: DerNode | null
  readonly faults: readonly DerFault[]
}

/** Deeper than any structure of a chip; shallower than any stack. */
const deepest = 24

class Unreadable extends Error {}

/** One value that takes all bytes. Never throws. */
export function readDerTree(bytes: Uint8Array): DerTree {
  const reader = new TreeReader(bytes)
  try {
    const { node, end } = reader.nodeAt(0, bytes.length, 0)
    if (end !== bytes.length) reader.fault('DER_TRAILING_BYTES', end, `${bytes.length - end}`)
    return { root: node, faults: reader.faults }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return {
      root: null,
      faults: [...reader.faults, { rule: 'DER_STRUCTURE', detail: error.message, at: bytes.length }],
    }
  }
}

interface Header {
  readonly tag: number
  readonly constructed: boolean
  readonly start: number
  /** Null: indefinite. */
  readonly length: number | null
}

interface Placed {
  readonly node: DerNode
  readonly end: number
}

class TreeReader {
  readonly faults: DerFault[] = []
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  fault(rule: DerFaultRule, at: number, detail = `at ${at}`): void {
    this.faults.push({ rule, at, detail })
  }

  nodeAt(at: number, limit: number, depth: number): Placed {
    if (depth > deepest) throw new Unreadable(`nested too deep at ${at}`)
    const { tag, constructed, start, length } = this.#header(at, limit)
    if (length === null) {
      if (!constructed) throw new Unreadable(`indefinite length of a primitive at ${at}`)
      this.fault('DER_INDEFINITE_LENGTH', at)
      const { children, end } = this.#untilEnd(start, limit, depth)
      return {
        node: this.#made({ tag, at, end, content: this.#bytes.subarray(start, end - 2), children }),
        end,
      }
    }
    const end = start + length
    if (end > limit) throw new Unreadable(`length beyond the end at ${at}`)
    const children = constructed ? this.#children(start, end, depth) : []
    return { node: this.#made({ tag, at, end, content: this.#bytes.subarray(start, end), children }), end }
  }

  #children(start: number, end: number, depth: number): DerNode[] {
    const children: DerNode[] = []
    for (let at = start; at < end;) {
      const child = this.nodeAt(at, end, depth + 1)
      children.push(child.node)
      at = child.end
    }
    return children
  }

  #untilEnd(start: number, limit: number, depth: number): { children: DerNode[]; end: number } {
    const children: DerNode[] = []
    for (let at = start; ;) {
      if (this.#bytes[at] === 0 && this.#bytes[at + 1] === 0 && at + 2 <= limit)
        return { children, end: at + 2 }
      const child = this.nodeAt(at, limit, depth + 1)
      children.push(child.node)
      at = child.end
    }
  }

  #header(at: number, limit: number): Header {
    let next = at
    const take = () => {
      const byte = next < limit ? this.#bytes[next] : undefined
      if (byte === undefined) throw new Unreadable(`cut short at ${at}`)
      next += 1
      return byte
    }
    const first = take()
    let tag = first
    if ((first & 0x1f) === 0x1f) {
      let byte: number
      do {
        byte = take()
        tag = tag * 256 + byte
        if (tag > 0xffffff) throw new Unreadable(`tag too long at ${at}`)
      } while ((byte & 0x80) !== 0)
    }
    const length = this.#length(take, at)
    return { tag, constructed: (first & 0x20) !== 0, start: next, length }
  }

  #length(take: () => number, at: number): number | null {
    const first = take()
    if (first < 0x80) return first
    const count = first - 0x80
    if (count === 0) return null
    if (count > 4) throw new Unreadable(`length of ${count} bytes at ${at}`)
    let length = 0
    for (let i = 0; i < count; i++) length = length * 256 + take()
    const isShortest = length >= 0x80 && length >= 256 ** (count - 1)
    if (!isShortest) this.fault('DER_LENGTH', at)
    return length
  }

  #made({ tag, at, end, content, children }: Omit<DerNode, 'whole'> & { at: number; end: number }): DerNode {
    const whole = this.#bytes.subarray(at, end)
    if (stringTags.has(tag & ~0x20) && (tag & 0x20) !== 0 && tag < 0x40) {
      this.fault('DER_CONSTRUCTED_STRING', at)
      return {
        tag: tag & ~0x20,
        whole,
        content: concatBytes(...children.map((piece) => piece.content)),
        children: [],
      }
    }
    const check = primitiveChecks[tag]
    if (check && !check.isDer(content)) this.fault(check.rule, at)
    if (tag === 0x31 && !isSorted(children)) this.fault('DER_SET_ORDER', at)
    return { tag, whole, content, children }
  }
}

// BIT STRING, OCTET STRING, UTF8String, NumericString … BMPString, UTCTime, GeneralizedTime (X.690, 10.2)
const stringTags: ReadonlySet<number> = new Set([
  0x03, 0x04, 0x0c, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1e,
])

interface PrimitiveCheck {
  readonly rule: DerFaultRule
  readonly isDer: (content: Uint8Array) => boolean
}

const primitiveChecks: Readonly<Record<number, PrimitiveCheck>> = {
  // X.690, 11.1
  0x01: {
    rule: 'DER_BOOLEAN',
    isDer: ([value, more]) => more === undefined && (value === 0 || value === 0xff),
  },
  // X.690, 8.3.2
  0x02: { rule: 'DER_INTEGER', isDer: isShortestInteger },
  // X.690, 11.2.1
  0x03: { rule: 'DER_BIT_STRING', isDer: isBitString },
  // X.690, 8.8
  0x05: { rule: 'DER_NULL', isDer: (content) => content.length === 0 },
  // X.690, 8.19.2
  0x06: { rule: 'DER_OBJECT_IDENTIFIER', isDer: isObjectIdentifier },
}

function isShortestInteger(content: Uint8Array): boolean {
  const [first, second] = content
  if (first === undefined) return false
  if (second === undefined) return true
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80)
}

function isBitString(content: Uint8Array): boolean {
  const unused = content[0]
  if (unused === undefined || unused > 7) return false
  if (content.length === 1) return unused === 0
  return ((content.at(-1) ?? 0) & (2 ** unused - 1)) === 0
}

function isObjectIdentifier(content: Uint8Array): boolean {
  if (content.length === 0 || (content.at(-1) ?? 0) >= 0x80) return false
  return content.every((byte, i) => byte !== 0x80 || (i > 0 && (content[i - 1] ?? 0) >= 0x80))
}

/** Whether encodings stand in the order of a SET OF (X.690, 11.6). */
export function isSorted(nodes: readonly DerNode[]): boolean {
  return nodes.every((node, i) => {
    const previous = nodes[i - 1]
    return previous === undefined || compare(previous.whole, node.whole) <= 0
  })
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
