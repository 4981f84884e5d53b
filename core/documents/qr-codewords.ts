import { qrSegment } from './qr-segment.ts'
import { checkCodewords } from './reed-solomon.ts'

// ISO/IEC 18004, table 9, error correction level M, versions 1 to 22: check codewords per block, blocks.
const checks = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28]
const blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17]

/** Modules that carry codewords or remainder bits: all but the function patterns. */
export function dataModules(version: number): number {
  const alignments = version === 1 ? 0 : Math.floor(version / 7) + 2
  const patterns = version === 1 ? 0 : 25 * alignments ** 2 - 10 * alignments - 55
  return (16 * version + 128) * version + 64 - patterns - (version >= 7 ? 36 : 0)
}

function sizes(version: number) {
  const total = Math.floor(dataModules(version) / 8)
  const count = blocks[version - 1] ?? 0
  const check = checks[version - 1] ?? 0
  return { total, count, check, data: total - count * check }
}

/** The smallest version that holds the bytes of a text; `null` beyond version 22. */
export function smallestVersion(bytes: Uint8Array): number | null {
  const segment = qrSegment(bytes)
  for (let version = 1; version <= checks.length; version++) {
    if (segment.bits(version) <= sizes(version).data * 8) return version
  }
  return null
}

/** The segment, terminator and padding (7.4.9, 7.4.10). */
function dataCodewords(bytes: Uint8Array, version: number): Uint8Array {
  const codewords = new Uint8Array(sizes(version).data)
  let bit = 0
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--, bit++) {
      const at = bit >> 3
      if (at < codewords.length)
        codewords[at] = (codewords[at] ?? 0) | (((value >> i) & 1) << (7 - (bit & 7)))
    }
  }
  qrSegment(bytes).write(version, put)
  bit = Math.min(bit + 4, codewords.length * 8)
  for (let at = (bit + 7) >> 3, pad = 0xec; at < codewords.length; at++, pad ^= 0xec ^ 0x11)
    codewords[at] = pad
  return codewords
}

/** The whole sequence as it enters the symbol: blocks with their checks, interleaved (7.6). */
export function qrCodewords(bytes: Uint8Array, version: number): Uint8Array {
  const { total, count, check } = sizes(version)
  const data = dataCodewords(bytes, version)
  const shortLength = Math.floor(total / count) - check
  const shortBlocks = count - (total % count)
  const parts: Uint8Array[] = []
  for (let block = 0, from = 0; block < count; block++) {
    const length = shortLength + (block < shortBlocks ? 0 : 1)
    parts.push(data.subarray(from, from + length))
    from += length
  }
  const codes = parts.map((part) => checkCodewords(part, check))
  const sequence: number[] = []
  for (let i = 0; i <= shortLength; i++)
    for (const part of parts) if (i < part.length) sequence.push(part[i] ?? 0)
  for (let i = 0; i < check; i++) for (const code of codes) sequence.push(code[i] ?? 0)
  return Uint8Array.from(sequence)
}
