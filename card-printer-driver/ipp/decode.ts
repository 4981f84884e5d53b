import type {
  GroupName,
  IppAttribute,
  IppGroup,
  IppMessage,
  IppValue,
  OutOfBandType,
  TextType,
} from './message.ts'
import { endOfAttributes, groupTags, IppFault, outOfBandTags, tags, textTags } from './message.ts'

/** Bounds against hostile input: attribute fields in a message, collections within collections. */
const maxFields = 20_000
const maxDepth = 8

const textTypes = new Map(Object.entries(textTags).map(([type, tag]) => [tag as number, type as TextType]))
const outOfBandTypes = new Map(
  Object.entries(outOfBandTags).map(([type, tag]) => [tag as number, type as OutOfBandType]),
)
const groupNames = new Map(Object.entries(groupTags).map(([name, tag]) => [tag as number, name as GroupName]))

interface Field {
  readonly tag: number
  readonly name: string
  readonly value: Uint8Array
  readonly offset: number
}

/** Walks over the bytes; every read is checked. */
class Reader {
  offset = 0
  fields = 0
  readonly bytes: Uint8Array
  readonly view: DataView
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true })

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  take(length: number): Uint8Array {
    if (this.offset + length > this.bytes.length) throw new IppFault('ends too early', this.offset)
    const taken = this.bytes.subarray(this.offset, this.offset + length)
    this.offset += length
    return taken
  }

  uint8(): number {
    return this.take(1)[0] ?? 0
  }

  uint16(): number {
    this.take(2)
    return this.view.getUint16(this.offset - 2)
  }

  int32(): number {
    this.take(4)
    return this.view.getInt32(this.offset - 4)
  }

  text(bytes: Uint8Array): string {
    return this.decoder.decode(bytes)
  }

  /** The tag of the next field or group, not consumed. */
  peek(): number {
    const tag = this.bytes[this.offset]
    if (tag === undefined) throw new IppFault('no end of attributes', this.offset)
    return tag
  }

  field(): Field {
    if (++this.fields > maxFields) throw new IppFault('too many attributes', this.offset)
    const { offset } = this
    const tag = this.uint8()
    const name = this.text(this.take(this.uint16()))
    return { tag, name, value: this.take(this.uint16()), offset }
  }
}

/** Reads a request or response. Throws {@link IppFault} and nothing else, whatever the bytes. */
export function decodeMessage(bytes: Uint8Array): IppMessage {
  const reader = new Reader(bytes)
  const version = { major: reader.uint8(), minor: reader.uint8() }
  const code = reader.uint16()
  const requestId = reader.int32()
  const groups: IppGroup[] = []
  while (reader.peek() !== endOfAttributes) groups.push(readGroup(reader))
  reader.take(1)
  return { version, code, requestId, groups, data: bytes.subarray(reader.offset) }
}

function readGroup(reader: Reader): IppGroup {
  const group = groupNames.get(reader.peek())
  if (!group) throw new IppFault('unknown group', reader.offset)
  reader.take(1)
  const attributes: IppAttribute[] = []
  // Tags up to 0x0f are delimiters (RFC 8010, 3.5.1).
  while (reader.peek() > 0x0f) {
    const first = reader.field()
    if (first.name === '') throw new IppFault('value without attribute', first.offset)
    attributes.push({ name: first.name, values: readValues(reader, first, 0) })
  }
  return { group, attributes }
}

/** The value of `first` and every nameless one after it. */
function readValues(reader: Reader, first: Field, depth: number): IppAttribute['values'] {
  const values: [IppValue, ...IppValue[]] = [readValue(reader, first, depth)]
  while (continuesAttribute(reader)) values.push(readValue(reader, reader.field(), depth))
  return values
}

function continuesAttribute(reader: Reader): boolean {
  const tag = reader.peek()
  if (tag <= 0x0f || tag === tags.memberName || tag === tags.endCollection) return false
  if (reader.offset + 3 > reader.bytes.length) throw new IppFault('ends too early', reader.offset)
  return reader.view.getUint16(reader.offset + 1) === 0
}

function readCollection(reader: Reader, depth: number): IppValue {
  if (depth >= maxDepth) throw new IppFault('collections too deep', reader.offset)
  const members: IppAttribute[] = []
  for (;;) {
    const next = reader.field()
    if (next.tag === tags.endCollection) return { type: 'collection', members }
    if (next.tag !== tags.memberName) throw new IppFault('member name expected', next.offset)
    if (next.value.length === 0) throw new IppFault('member without name', next.offset)
    const first = reader.field()
    if (first.name !== '' || first.tag === tags.memberName || first.tag === tags.endCollection) {
      throw new IppFault('member without value', first.offset)
    }
    members.push({ name: reader.text(next.value), values: readValues(reader, first, depth + 1) })
  }
}

function readWithLanguage(reader: Reader, { tag, value, offset }: Field): IppValue {
  const inner = new Reader(value)
  const language = reader.text(inner.take(inner.uint16()))
  const content = reader.text(inner.take(inner.uint16()))
  if (inner.offset !== value.length) throw new IppFault('wrong length', offset)
  return {
    type: tag === tags.textWithLanguage ? 'textWithLanguage' : 'nameWithLanguage',
    language,
    value: content,
  }
}

function readResolution(inner: Reader): IppValue {
  const [across, along, unit] = [inner.int32(), inner.int32(), inner.uint8()]
  if (unit !== 3 && unit !== 4) throw new IppFault('unknown unit', 0)
  return { type: 'resolution', across, along, unit: unit === 3 ? 'dpi' : 'dpcm' }
}

function readValue(reader: Reader, field: Field, depth: number): IppValue {
  const { tag, value, offset } = field
  const exactly = (length: number) => {
    if (value.length !== length) throw new IppFault('wrong length', offset)
    return new Reader(value)
  }
  const textType = textTypes.get(tag)
  if (textType) return { type: textType, value: reader.text(value) }
  const outOfBand = outOfBandTypes.get(tag)
  if (outOfBand && value.length === 0) return { type: outOfBand }
  switch (tag) {
    case tags.integer:
      return { type: 'integer', value: exactly(4).int32() }
    case tags.enum:
      return { type: 'enum', value: exactly(4).int32() }
    case tags.boolean:
      return { type: 'boolean', value: exactly(1).uint8() !== 0 }
    case tags.octetString:
      return { type: 'octetString', value }
    case tags.dateTime:
      exactly(11)
      return { type: 'dateTime', value }
    case tags.resolution:
      return readResolution(exactly(9))
    case tags.rangeOfInteger: {
      const inner = exactly(8)
      return { type: 'rangeOfInteger', lower: inner.int32(), upper: inner.int32() }
    }
    case tags.textWithLanguage:
    case tags.nameWithLanguage:
      return readWithLanguage(reader, field)
    case tags.begCollection:
      return readCollection(reader, depth)
    case tags.memberName:
    case tags.endCollection:
      throw new IppFault('outside a collection', offset)
    default:
      return { type: 'other', tag, value }
  }
}
