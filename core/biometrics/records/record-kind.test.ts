import { expect, test } from 'vitest'
import { writeFaces2005 } from './face-2005.ts'
import { writeFaces2011 } from './face-2011.ts'
import { writeFingerImages2011 } from './finger-image-2011.ts'
import { writeMinutiae2011 } from './finger-minutiae-2011.ts'
import { recordKind } from './record-kind.ts'

test('a record tells which reader it is for', () => {
  expect(recordKind(writeFaces2005({ faces: [] }))).toBe('face-2005')
  expect(recordKind(writeFaces2011({ temporalSemantics: 0, representations: [] }))).toBe('face-2011')
  expect(recordKind(writeFingerImages2011({ representations: [] }))).toBe('finger-image-2011')
  expect(recordKind(writeMinutiae2011({ representations: [] }))).toBe('minutiae-2011')
  expect(recordKind(Uint8Array.from(Buffer.from('FIR\x00010\0')))).toBe('finger-image-2005')
  expect(recordKind(Uint8Array.from(Buffer.from('FMR\0 20\0')))).toBe('minutiae-2005')
  expect(recordKind(Uint8Array.from(Buffer.from('FIR\x00030\0')))).toBeNull()
  expect(recordKind(new Uint8Array(7))).toBeNull()
})
