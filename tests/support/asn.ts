/** ASN.1 as a tree that a test may bend: what is encoded may be against every rule. */
import { concatBytes } from '../../core/bytes.ts'
import { asciiBytes, objectIdentifier, tlv } from '../../core/der.ts'

export interface Asn {
  tag: number
  /** Of a constructed value; null for a primitive one. */
  parts: Asn[] | null
  bytes: Uint8Array
  /** Stands instead of all the others: an encoding that is not DER. */
  raw?: Uint8Array
}

/** Reads DER with tags of one byte. */
export function parseAsn(der: Uint8Array): Asn {
  const tag = der[0] ?? 0
  const first = der[1] ?? 0
  const count = first < 0x80 ? 0 : first - 0x80
  const length = count === 0 ? first : der.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0)
  const start = 2 + count
  const content = der.subarray(start, start + length)
  if ((tag & 0x20) === 0) return { tag, parts: null, bytes: content }
  const parts: Asn[] = []
  for (let at = 0; at < content.length;) {
    const part = parseAsn(content.subarray(at))
    parts.push(part)
    at += encodeAsn(part).length
  }
  return { tag, parts, bytes: content }
}

export function encodeAsn({ tag, parts, bytes, raw }: Asn): Uint8Array<ArrayBuffer> {
  if (raw) return concatBytes(raw)
  return parts ? tlv(tag, ...parts.map(encodeAsn)) : tlv(tag, bytes)
}

export const constructed = (tag: number, ...parts: Asn[]): Asn => ({ tag, parts, bytes: new Uint8Array() })
export const sequenceOf = (...parts: Asn[]) => constructed(0x30, ...parts)
export const primitive = (tag: number, ...bytes: number[]): Asn => ({
  tag,
  parts: null,
  bytes: Uint8Array.from(bytes),
})
export const textOf = (tag: number, text: string): Asn => ({
  tag,
  parts: null,
  bytes: tag === 0x0c ? new TextEncoder().encode(text) : asciiBytes(text),
})
export const oid = (dotted: string): Asn => parseAsn(objectIdentifier(dotted))
export const rawAsn = (...bytes: readonly Uint8Array[]): Asn => ({
  tag: 0,
  parts: null,
  bytes: new Uint8Array(),
  raw: concatBytes(...bytes),
})
export const nullValue = () => primitive(0x05)

/** The part at a path of places; a test that goes astray stops there. */
export function partAt(node: Asn, ...path: readonly number[]): Asn {
  let here = node
  for (const place of path) {
    const next = here.parts?.at(place)
    if (!next) throw new RangeError(`no part ${path.join('.')}`)
    here = next
  }
  return here
}

export function partsIn(node: Asn, ...path: readonly number[]): Asn[] {
  const { parts } = partAt(node, ...path)
  if (!parts) throw new RangeError(`no parts at ${path.join('.')}`)
  return parts
}

/** The same value with one byte more to its length than needed. */
export function longLength(node: Asn): Asn {
  const der = encodeAsn(node)
  const first = der[1] ?? 0
  const [count, rest] = first < 0x80 ? [[0x81, first], der.subarray(2)] : [[first + 1, 0], der.subarray(2)]
  return rawAsn(Uint8Array.of(der[0] ?? 0, ...count), rest)
}

/** The same value with an indefinite length (BER). */
export function indefinite(node: Asn): Asn {
  return rawAsn(Uint8Array.of(node.tag, 0x80), ...partsIn(node).map(encodeAsn), Uint8Array.of(0, 0))
}
