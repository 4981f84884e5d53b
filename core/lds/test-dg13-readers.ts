/**
 * The two ways in which known programs read DG13, in words of our own; field numbers and their texts. Neither knows the other, nor
 * anything of read-dg13.ts.
 */
export type FieldTexts = ReadonlyMap<number, readonly string[]>

const lenient = new TextDecoder('utf-8')

/** What stands behind 6D and its length. */
function contentOf(file: Uint8Array): Uint8Array {
  const first = file[1] ?? 0
  return file.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f))
}

/**
 * The scanner: all bytes as UTF-8 text, in which a field begins at `30 ? 02 01 n` with n rising by one and ends where the next begins. A
 * text begins seven characters on; names of parents behind `30 ? 0c ?`, that of a spouse nine characters on.
 */
export function scanDg13(file: Uint8Array): FieldTexts {
  const text = lenient.decode(contentOf(file))
  const at = (i: number) => text.charCodeAt(i)
  const starts: number[] = []
  for (let i = 0; i + 5 <= text.length; i++) {
    if (at(i) === 0x30 && at(i + 2) === 2 && at(i + 3) === 1 && at(i + 4) === starts.length + 1)
      starts.push(i)
  }
  return new Map(
    starts.map((start, i) => {
      const number = i + 1
      const field = text.slice(start, starts[i + 1] ?? text.length)
      if (number === 13) return [number, scanParents(field)]
      const from = number === 14 ? 9 : 7
      if (number === 14 && field.length === 5) return [number, []]
      // Where those programs copy a range that ends before it begins, and give up.
      if (field.length < from) throw new RangeError(`field ${number} stops the scanner`)
      return [number, [field.slice(from)]]
    }),
  )
}

function scanParents(field: string): readonly string[] {
  const starts: number[] = []
  for (let i = 5; i < field.length - 2; i++)
    if (field.charCodeAt(i) === 0x30 && field.charCodeAt(i + 2) === 0x0c) starts.push(i)
  if (starts.length !== 2) throw new RangeError('two parents expected')
  const [father = 0, mother = 0] = starts
  return [field.slice(father + 4, mother), field.slice(mother + 4)]
}

interface Node {
  readonly tag: number
  readonly content: Uint8Array
  readonly children: readonly Node[]
}

function nodes(bytes: Uint8Array): Node[] {
  const found: Node[] = []
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0
    const first = bytes[at + 1] ?? 0
    const more = first < 0x80 ? 0 : first & 0x7f
    const digits = Array.from(bytes.subarray(at + 2, at + 2 + more))
    const length = more === 0 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0)
    const start = at + 2 + more
    const content = bytes.subarray(start, start + length)
    found.push({ tag, content, children: (tag & 0x20) === 0 ? [] : nodes(content) })
    at = start + length
  }
  return found
}

/** The walker: down the ASN.1 to the SET, of each SEQUENCE in it the number and whatever strings lie below. */
export function walkDg13(file: Uint8Array): FieldTexts {
  const [body] = nodes(contentOf(file))
  const set = body?.children.find(({ tag }) => tag === 0x31)
  const strings = (node: Node): string[] =>
    node.tag === 0x0c || node.tag === 0x13 ? [lenient.decode(node.content)] : node.children.flatMap(strings)
  return new Map(
    (set?.children ?? []).map(({ children: [number, ...values] }) => [
      number?.content[0] ?? 0,
      values.flatMap(strings),
    ]),
  )
}
