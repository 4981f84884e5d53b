import { concatBytes } from '../../core/bytes.ts'
import type { IppAttribute, IppMessage, IppValue } from './message.ts'
import { endOfAttributes, groupTags, IppFault, outOfBandTags, tags, textTags } from './message.ts'

/*
 * RFC 8010, 3.1:
 *   version 2 · operation or status 2 · request id 4
 *   { group tag 1 · { value tag 1 · name length 2 · name · value length 2 · value }* }* · 03 · data
 * A further value of the same attribute has name length 0. All numbers big-endian.
 */

const encoder = new TextEncoder()

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff)
}

function int32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setInt32(0, value)
  return bytes
}

function field(tag: number, name: string, value: Uint8Array): Uint8Array {
  const nameBytes = encoder.encode(name)
  if (nameBytes.length > 0x7fff || value.length > 0x7fff) throw new IppFault('value too long', 0)
  return concatBytes(Uint8Array.of(tag), uint16(nameBytes.length), nameBytes, uint16(value.length), value)
}

function withLanguage(language: string, value: string): Uint8Array {
  const [languageBytes, valueBytes] = [encoder.encode(language), encoder.encode(value)]
  return concatBytes(uint16(languageBytes.length), languageBytes, uint16(valueBytes.length), valueBytes)
}

/** RFC 8010, 3.1.6: a collection is a begin field, member name and value fields, an end field. */
function collectionFields(name: string, members: readonly IppAttribute[]): Uint8Array {
  const inner = members.flatMap((member) => [
    field(tags.memberName, '', encoder.encode(member.name)),
    ...member.values.map((value) => valueFields('', value)),
  ])
  const none = new Uint8Array(0)
  return concatBytes(field(tags.begCollection, name, none), ...inner, field(tags.endCollection, '', none))
}

function valueFields(name: string, value: IppValue): Uint8Array {
  switch (value.type) {
    case 'integer':
    case 'enum':
      return field(tags[value.type], name, int32(value.value))
    case 'boolean':
      return field(tags.boolean, name, Uint8Array.of(value.value ? 1 : 0))
    case 'octetString':
    case 'dateTime':
      return field(tags[value.type], name, value.value)
    case 'resolution':
      return field(
        tags.resolution,
        name,
        concatBytes(int32(value.across), int32(value.along), Uint8Array.of(value.unit === 'dpi' ? 3 : 4)),
      )
    case 'rangeOfInteger':
      return field(tags.rangeOfInteger, name, concatBytes(int32(value.lower), int32(value.upper)))
    case 'collection':
      return collectionFields(name, value.members)
    case 'textWithLanguage':
    case 'nameWithLanguage':
      return field(tags[value.type], name, withLanguage(value.language, value.value))
    case 'unsupported':
    case 'unknown':
    case 'noValue':
      return field(outOfBandTags[value.type], name, new Uint8Array(0))
    case 'other':
      return field(value.tag, name, value.value)
    default:
      return field(textTags[value.type], name, encoder.encode(value.value))
  }
}

/** Bytes of a request or response. Throws {@link IppFault} where a name or value exceeds 32,767 bytes. */
export function encodeMessage(message: IppMessage): Uint8Array {
  const { version, code, requestId, groups, data } = message
  const parts: Uint8Array[] = [Uint8Array.of(version.major, version.minor), uint16(code), int32(requestId)]
  for (const { group, attributes } of groups) {
    parts.push(Uint8Array.of(groupTags[group]))
    for (const { name, values } of attributes) {
      for (const [i, value] of values.entries()) parts.push(valueFields(i === 0 ? name : '', value))
    }
  }
  return concatBytes(...parts, Uint8Array.of(endOfAttributes), data)
}
