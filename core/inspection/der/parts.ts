/** Takes the parts of a structure one after the other; what is not of its form is a {@link Misfit}, told as one finding. */
import { asciiBytes } from '../../der.ts'
import { equalBytes } from '../../bytes.ts'
import type { DerNode } from './der-tree.ts'

/** A structure that is not of its form; `part` names the place. */
export class Misfit extends Error {
  readonly part: string

  constructor(part: string) {
    super(part)
    this.name = 'Misfit'
    this.part = part
  }
}

/** A place among the parts of a structure, moved on by each part taken. */
export class Parts {
  readonly #children: readonly DerNode[]
  #at = 0

  constructor(children: readonly DerNode[]) {
    this.#children = children
  }

  /** Tag of the next part, null at the end. */
  get next(): number | null {
    return this.#children[this.#at]?.tag ?? null
  }

  any(part: string): DerNode {
    const found = this.#children[this.#at]
    if (!found) throw new Misfit(part)
    this.#at += 1
    return found
  }

  take(tag: number, part: string): DerNode {
    if (this.next !== tag) throw new Misfit(part)
    return this.any(part)
  }

  /** Null where something else, or nothing, stands there. */
  takeIf(tag: number): DerNode | null {
    return this.next === tag ? this.any('') : null
  }

  end(part: string): void {
    if (this.#at !== this.#children.length) throw new Misfit(part)
  }
}

export const partsOf = ({ children }: DerNode): Parts => new Parts(children)

/** The only child. */
export function onlyChild(node: DerNode, tag: number, part: string): DerNode {
  const parts = partsOf(node)
  const child = parts.take(tag, part)
  parts.end(part)
  return child
}

/** Dotted; the empty text where it is not an object identifier. */
export function dottedOf({ tag, content }: DerNode): string {
  if (tag !== 0x06) return ''
  const arcs: number[] = []
  let arc = 0
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  const [first = 0, ...rest] = arcs
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - root * 40, ...rest].join('.')
}

/** A small non-negative whole number; NaN for anything else. */
export function numberOf({ tag, content }: DerNode): number {
  if (tag !== 0x02 || content.length === 0 || content.length > 5 || (content[0] ?? 0) >= 0x80)
    return Number.NaN
  return content.reduce((value, byte) => value * 256 + byte, 0)
}

/** So many arguments of a function at once. */
const chunk = 4096

/** Each byte as a letter. */
export function letters(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return text
}

export const isText = (bytes: Uint8Array, text: string) => equalBytes(bytes, asciiBytes(text))

export interface AlgorithmIdentifier {
  readonly oid: string
  /** Null where they are absent. */
  readonly parameters: DerNode | null
}

/** AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL } */
export function algorithmOf(node: DerNode, part: string): AlgorithmIdentifier {
  if (node.tag !== 0x30) throw new Misfit(part)
  const parts = partsOf(node)
  const oid = dottedOf(parts.take(0x06, part))
  const parameters = parts.next === null ? null : parts.any(part)
  parts.end(part)
  return { oid, parameters }
}
