/*
 * DG13 (docs/chip.md): 6D { SEQUENCE { version 1, OID 1.0.10646.1.0.8, SET { SEQUENCE { number, value } … } } }
 * One grammar of readers looks for `30 ?? 02 01 n` with n rising by one: a number that is missing hides all later fields, and one with
 * a length of two bytes hides itself and all later ones.
 */
import type { ChipImage } from '../../lds/chip-files.ts'
import { dg13Oid, mostFieldBytes } from '../../lds/dg13.ts'
import { type DerNode, readDerTree } from '../der/der-tree.ts'
import { dottedOf, letters, Misfit, numberOf, onlyChild, partsOf } from '../der/parts.ts'
import { contentOf } from '../files.ts'
import { type Place, reading, type Tell, treeIn } from '../findings.ts'

const fieldCount = 16
const printable = 0x13
const utf8 = 0x0c

interface FieldForm {
  /** Of the strings; one that is in a SEQUENCE of its own is `nested`. */
  readonly tag: number
  readonly nested?: true
  /** How many strings there may be. */
  readonly counts: readonly number[]
  /** Everybody has it. */
  readonly filled?: true
}

/** Field 1 first. */
const forms: readonly FieldForm[] = [
  { tag: printable, counts: [1], filled: true },
  { tag: utf8, counts: [1], filled: true },
  { tag: printable, counts: [1], filled: true },
  { tag: utf8, counts: [1], filled: true },
  { tag: utf8, counts: [1], filled: true },
  { tag: utf8, counts: [0, 1] },
  { tag: utf8, counts: [0, 1] },
  { tag: utf8, counts: [0, 1] },
  { tag: utf8, counts: [0, 1] },
  { tag: utf8, counts: [0, 1] },
  { tag: printable, counts: [1], filled: true },
  { tag: utf8, counts: [1], filled: true },
  { tag: utf8, nested: true, counts: [0, 2] },
  { tag: utf8, nested: true, counts: [0, 1] },
  { tag: printable, counts: [0, 1] },
  { tag: printable, counts: [1], filled: true },
]

/** The first text of each field, by number; a field that is malformed is not there. */
export type Details = ReadonlyMap<number, string>

export function readDetails(image: ChipImage, tell: Tell): Details | null {
  const place: Place = { tell, file: 'DG13' }
  const content = contentOf(image, 'DG13', tell)
  const tree = content && readDerTree(content)
  // The fields stand by number, not as a SET OF would have them.
  const faults = tree?.faults.filter(({ rule }) => rule !== 'DER_SET_ORDER') ?? []
  const root = tree && treeIn(place, { root: tree.root, faults }, 'details')
  return root && reading(place, 'DG13_STRUCTURE', () => detailsIn(root, place))
}

function detailsIn(root: DerNode, place: Place): Details {
  const { tell } = place
  if (root.tag !== 0x30) throw new Misfit('details')
  const parts = partsOf(root)
  if (numberOf(parts.take(0x02, 'version')) !== 1) tell('DG13_VERSION', 'DG13')
  if (dottedOf(parts.take(0x06, 'identifier')) !== dg13Oid) tell('DG13_IDENTIFIER', 'DG13')
  const fields = parts.take(0x31, 'fields').children.map((node) => ({ node, number: fieldNumber(node) }))
  parts.end('details')
  inspectNumbers(
    fields.map(({ number }) => number),
    tell,
  )
  const details = new Map<number, string>()
  for (const { node, number } of fields) {
    const text = inspectField(node, number, place)
    if (text !== null && !details.has(number)) details.set(number, text)
  }
  return details
}

function fieldNumber(node: DerNode): number {
  if (node.tag !== 0x30) throw new Misfit('field')
  return numberOf(partsOf(node).take(0x02, 'field number'))
}

function inspectNumbers(numbers: readonly number[], tell: Tell): void {
  const known = numbers.filter((number) => number >= 1 && number <= fieldCount)
  const seen = new Set(known)
  if (known.length < numbers.length) tell('DG13_UNKNOWN_FIELD', 'DG13')
  if (seen.size < known.length) tell('DG13_DUPLICATE', 'DG13')
  for (let number = 1; number <= fieldCount; number++)
    if (!seen.has(number)) tell('DG13_MISSING_FIELD', 'DG13', `field ${number}`)
  if (known.some((number, i) => number < (known[i - 1] ?? 0))) tell('DG13_ORDER', 'DG13')
}

function inspectField(node: DerNode, number: number, { tell }: Place): string | null {
  const form = forms[number - 1]
  if (!form) return null
  const where = `field ${number}`
  if (node.content.length > mostFieldBytes) tell('DG13_FIELD_LENGTH', 'DG13', where)
  const strings = reading({ tell, file: 'DG13' }, 'DG13_FIELD_TYPE', () => stringsIn(node, form, where))
  if (!strings) return null
  const texts = strings.map((one) => (form.tag === utf8 ? utf8Text(one.content) : printableText(one.content)))
  if (texts.some((text) => text === null)) {
    tell('DG13_TEXT', 'DG13', where)
    return null
  }
  const [text = ''] = texts
  if (form.filled && text === '') tell('DG13_EMPTY_FIELD', 'DG13', where)
  return text
}

function stringsIn(node: DerNode, { tag, nested, counts }: FieldForm, where: string): readonly DerNode[] {
  const [, ...values] = node.children
  const strings = nested
    ? values.map((value) => (value.tag === 0x30 ? onlyChild(value, tag, where) : misfit(where)))
    : values
  if (!counts.includes(strings.length) || strings.some((one) => one.tag !== tag)) throw new Misfit(where)
  return strings
}

function misfit(where: string): never {
  throw new Misfit(where)
}

const printableText = (bytes: Uint8Array) => {
  const text = letters(bytes)
  return /^[A-Za-z0-9 '()+,./:=?-]*$/.test(text) ? text : null
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Composed letters, no control characters; null for anything else. */
function utf8Text(bytes: Uint8Array): string | null {
  try {
    const text = decoder.decode(bytes)
    return text === text.normalize('NFC') && !/\p{Cc}/u.test(text) ? text : null
  } catch {
    return null
  }
}
