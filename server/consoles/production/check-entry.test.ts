import { describe, expect, test } from 'vitest'
import { sampleFace } from '../../../core/synthetic/card-samples.ts'
import { failCodeNames, readEntry, readScan, wholeScan, withLine } from './check-entry.ts'

const face = sampleFace('phuc', 'CC_2024')

describe('the field of the quality desk', () => {
  test('passes when it is empty, fails by one digit, and doubts by 0', () => {
    expect(readEntry(' ')).toEqual({ kind: 'PASS' })
    expect(failCodeNames.map((_, i) => readEntry(String(i + 1)))).toEqual(
      failCodeNames.map((code) => ({ kind: 'FAIL', code })),
    )
    expect(readEntry('0')).toEqual({ kind: 'SECOND_LOOK', code: null })
    expect(readEntry('03')).toEqual({ kind: 'SECOND_LOOK', code: 'POSITION' })
  })

  test('takes a number that begins with a digit for a scan', () => {
    expect(readEntry('12')).toEqual({ kind: 'SCAN', text: '12' })
    expect(readEntry(face.qr)).toEqual({ kind: 'SCAN', text: face.qr })
  })

  test('tells QR, zone, chip and blank by their looks', () => {
    const digest = 'AB'.repeat(32)
    expect(readScan(face.qr)).toEqual({ part: 'qr', text: face.qr })
    expect(readScan(digest)).toEqual({ part: 'chip', text: digest.toLowerCase() })
    expect(readScan(face.mrz.join('\n'))).toEqual({ part: 'mrz', text: face.mrz.join('') })
    expect(readScan(face.mrz[1])).toEqual({ part: 'mrzLine', text: face.mrz[1] })
    expect(readScan('mau100000001')).toEqual({ part: 'serial', text: 'MAU100000001' })
  })

  test('puts the lines of the zone together, and says nothing of it before the third', () => {
    const two = withLine(withLine(null, face.mrz[0]), face.mrz[1])
    expect(wholeScan({ qr: face.qr, mrz: two })).toEqual({ qr: face.qr })
    const zone = withLine(two, face.mrz[2])
    expect(wholeScan({ mrz: zone })).toEqual({ mrz: face.mrz.join('') })
    expect(withLine(zone, face.mrz[0])).toBe(face.mrz[0])
  })
})
