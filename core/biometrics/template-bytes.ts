import { DomainError } from '../errors.ts'
import { type MinutiaeTemplate, ridgeBifurcation, ridgeEnding } from './minutiae.ts'

export class TemplateUnreadable extends DomainError<'FINGER_TEMPLATE_UNREADABLE'> {
  constructor(reason: 'length' | 'header' | 'checksum') {
    super(
      'FINGER_TEMPLATE_UNREADABLE',
      {
        vi: 'Mẫu đặc trưng vân tay không đọc được: dữ liệu bị cắt, hỏng hoặc không phải do hệ thống này ghi.',
        en: 'The finger template cannot be read: it is cut short, damaged or not one of this system.',
      },
      { reason },
    )
  }
}

/*
 * Feature file, integers big-endian; whatever follows it (a serial module pads to 256 or 512 bytes) is not read:
 *   'F' 'M'          2
 *   version 1        1
 *   minutiae n       1
 *   width, height    2 + 2   pixels at 500 dpi
 *   checksum         2       CRC-16/CCITT-FALSE over the n minutiae
 *   n minutiae       5 each  x 12 bits | y 12 bits | angle 8 bits (1/256 turn) | 1 if a bifurcation, 1 bit | quality 7 bits
 */
const headerBytes = 10
const minutiaBytes = 5
const version = 1

/**
 * A template in at most `maxBytes`: where they do not fit, the best minutiae are kept (49 in 256 bytes, 100 in 512).
 * Throws RangeError when `maxBytes` is less than the header.
 */
export function packTemplate(template: MinutiaeTemplate, maxBytes: number): Uint8Array<ArrayBuffer> {
  if (maxBytes < headerBytes) throw new RangeError('no room for a finger template')
  const count = Math.min(template.x.length, 255, Math.floor((maxBytes - headerBytes) / minutiaBytes))
  const bytes = new Uint8Array(headerBytes + count * minutiaBytes)
  const view = new DataView(bytes.buffer)
  bestFirst(template, count).forEach((minutia, i) => {
    const at = headerBytes + i * minutiaBytes
    const x = template.x[minutia]!
    const y = template.y[minutia]!
    bytes[at] = x >> 4
    bytes[at + 1] = ((x & 15) << 4) | (y >> 8)
    bytes[at + 2] = y & 255
    bytes[at + 3] = template.angle[minutia]!
    bytes[at + 4] = (template.type[minutia] === ridgeBifurcation ? 128 : 0) | template.quality[minutia]!
  })
  bytes.set([0x46, 0x4d, version, count])
  view.setUint16(4, template.width)
  view.setUint16(6, template.height)
  view.setUint16(8, checksum(bytes.subarray(headerBytes)))
  return bytes
}

function bestFirst({ quality }: MinutiaeTemplate, count: number): number[] {
  const order = Array.from(quality, (_, minutia) => minutia)
  return order.sort((a, b) => quality[b]! - quality[a]!).slice(0, count)
}

/** Reads what packTemplate wrote, with or without padding. Throws TemplateUnreadable. */
export function unpackTemplate(bytes: Uint8Array): MinutiaeTemplate {
  if (bytes.length < headerBytes) throw new TemplateUnreadable('length')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes[0] !== 0x46 || bytes[1] !== 0x4d || bytes[2] !== version) throw new TemplateUnreadable('header')
  const count = bytes[3]!
  const end = headerBytes + count * minutiaBytes
  if (bytes.length < end) throw new TemplateUnreadable('length')
  const body = bytes.subarray(headerBytes, end)
  if (view.getUint16(8) !== checksum(body)) throw new TemplateUnreadable('checksum')
  const byte = (minutia: number, i: number) => body[minutia * minutiaBytes + i]!
  const minutiae = Array.from({ length: count }, (_, minutia) => minutia)
  return {
    width: view.getUint16(4),
    height: view.getUint16(6),
    x: Uint16Array.from(minutiae, (minutia) => (byte(minutia, 0) << 4) | (byte(minutia, 1) >> 4)),
    y: Uint16Array.from(minutiae, (minutia) => ((byte(minutia, 1) & 15) << 8) | byte(minutia, 2)),
    angle: Uint8Array.from(minutiae, (minutia) => byte(minutia, 3)),
    type: Uint8Array.from(minutiae, (minutia) => (byte(minutia, 4) >= 128 ? ridgeBifurcation : ridgeEnding)),
    quality: Uint8Array.from(minutiae, (minutia) => byte(minutia, 4) & 127),
  }
}

/** CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xffff. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff
  }
  return crc
}
