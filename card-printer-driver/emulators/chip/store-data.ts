/** STORE DATA in groups (layout: chip/store-data-profile.ts). Files are written as they come, everything else when it is whole. */
import { concatBytes } from '../../../core/bytes.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { openSecret } from '../../chip/scp03.ts'
import { fileArea } from './files.ts'
import { writable } from './life-cycle.ts'
import { begin, putData } from './personalisation.ts'
import type { Card, StoredGroup } from './session.ts'

const isLast = 0x80
const isSealed = 0x60
const inGroups = 0x08

/** Groups as the commands of the open applet that they stand for: P1 and P2 of PUT DATA. */
const objects: ReadonlyMap<number, number> = new Map([
  [0x8f01, 0x0067],
  [0x8f02, 0x0063],
  [0x9f62, 0x0062],
  [0x9f65, 0x0065],
  [0x9f64, 0x0064],
  [0x7f01, 0xdeaf],
  [0x7f02, 0xdead],
])

export function storeData(card: Card, command: CommandApdu): ResponseApdu {
  const { session } = card
  const { p1, p2, data } = command
  if ((p1 & inGroups) === 0) return status(0x6a86)
  const begun = p2 === 0 && !session.storing ? readHeader(data) : null
  const group = begun?.group ?? session.storing
  const content = begun?.content ?? data
  session.storing = null
  if (!group || (group.blocks & 0xff) !== p2) return status(0x6a86)
  if (group.received + content.length > group.length) return status(0x6a80)
  const answer = take(card, group, content)
  group.blocks += 1
  group.received += content.length
  if (answer.status !== 0x9000) return answer
  if ((p1 & isLast) === 0) {
    session.storing = group
    return answer
  }
  return group.received === group.length ? finish(card, group, command) : status(0x6a80)
}

/** Group 2 | length 1, or FF and 2. */
function readHeader(data: Uint8Array): { readonly group: StoredGroup; readonly content: Uint8Array } | null {
  const [high, low, short, first, second] = data
  if (high === undefined || low === undefined || short === undefined) return null
  const isLong = short === 0xff
  if (isLong && (first === undefined || second === undefined)) return null
  const length = isLong ? (first ?? 0) * 256 + (second ?? 0) : short
  const number = high * 256 + low
  return {
    group: { number, length, received: 0, blocks: 0, parts: [] },
    content: data.subarray(isLong ? 5 : 3),
  }
}

/** The file of a group 01nn or 21nn; null for the others. */
function areaOf({ number }: StoredGroup): string | null {
  const [place, fid] = [number & 0xf000, number & 0x0fff]
  return (place === 0 || place === 0x2000) && fid >> 8 === 1
    ? fileArea({ application: place === 0, fid })
    : null
}

function take(card: Card, group: StoredGroup, content: Uint8Array): ResponseApdu {
  const area = areaOf(group)
  if (area === null) {
    group.parts.push(content)
    return status(0x9000)
  }
  if (!writable(card.memory)) return status(0x6985)
  begin(card)
  if (group.received === 0) card.memory.allot(area, group.length)
  card.memory.write(area, group.received, content)
  return status(0x9000)
}

function finish(card: Card, group: StoredGroup, command: CommandApdu): ResponseApdu {
  if (areaOf(group) !== null) return status(0x9000)
  const object = objects.get(group.number)
  if (object === undefined) return status(0x6a88)
  const content = concatBytes(...group.parts)
  const sealed = (command.p1 & isSealed) === isSealed
  const data = sealed && card.transportKeys ? openSecret(card.transportKeys, content) : content
  return data ? putData(card, { ...command, p1: object >> 8, p2: object & 0xff, data }) : status(0x6a80)
}
