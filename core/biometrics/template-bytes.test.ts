import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../bytes.ts'
import type { MinutiaeTemplate } from './minutiae.ts'
import { packTemplate, TemplateUnreadable, unpackTemplate } from './template-bytes.ts'

const minutia = fc.record({
  x: fc.nat(4095),
  y: fc.nat(4095),
  angle: fc.nat(255),
  type: fc.constantFrom(1, 2),
  quality: fc.integer({ min: 1, max: 100 }),
})

const ofMinutiae = (minLength: number) =>
  fc.array(minutia, { minLength, maxLength: 100, size: 'max' }).map(toTemplate)
const templates = ofMinutiae(0)
const sample = fc.sample(ofMinutiae(60), { numRuns: 1, seed: 7 })[0]!

/** Best first, as extraction gives them. */
function toTemplate(
  list: readonly { x: number; y: number; angle: number; type: number; quality: number }[],
): MinutiaeTemplate {
  const best = list.toSorted((a, b) => b.quality - a.quality)
  return {
    width: 256,
    height: 288,
    x: Uint16Array.from(best, ({ x }) => x),
    y: Uint16Array.from(best, ({ y }) => y),
    angle: Uint8Array.from(best, ({ angle }) => angle),
    type: Uint8Array.from(best, ({ type }) => type),
    quality: Uint8Array.from(best, ({ quality }) => quality),
  }
}

describe('feature files', () => {
  test('a template that fits comes back unchanged', () => {
    fc.assert(
      fc.property(templates, (template) => {
        expect(unpackTemplate(packTemplate(template, 512))).toEqual(template)
      }),
    )
  })

  test('one that does not fit keeps its best minutiae and never exceeds the room', () => {
    fc.assert(
      fc.property(templates, fc.integer({ min: 10, max: 300 }), (template, room) => {
        const bytes = packTemplate(template, room)
        expect(bytes.length).toBeLessThanOrEqual(room)
        const kept = unpackTemplate(bytes)
        expect(kept.quality).toEqual(template.quality.slice(0, kept.quality.length))
        expect(kept.x.length).toBe(Math.min(template.x.length, Math.floor((room - 10) / 5)))
      }),
    )
  })

  test('the padding of a serial module is not read', () => {
    const bytes = packTemplate(sample, 256)
    const padded = concatBytes(bytes, new Uint8Array(256 - bytes.length + 256).fill(0xaa))
    expect(unpackTemplate(padded)).toEqual(unpackTemplate(bytes))
  })

  test('any single damaged byte of the minutiae is noticed', () => {
    const bytes = packTemplate(sample, 512)
    for (let at = 10; at < bytes.length; at++) {
      const damaged = bytes.with(at, bytes[at]! ^ 0x10)
      expect(() => unpackTemplate(damaged)).toThrow(TemplateUnreadable)
    }
  })

  test('whatever else arrives is refused, never misread', () => {
    const bytes = packTemplate(sample, 512)
    expect(() => unpackTemplate(bytes.subarray(0, bytes.length - 1))).toThrow(TemplateUnreadable)
    expect(() => unpackTemplate(new Uint8Array(0))).toThrow(TemplateUnreadable)
    expect(() => unpackTemplate(bytes.with(2, 9))).toThrow(TemplateUnreadable)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => {
        expect(() => unpackTemplate(noise)).toThrow(TemplateUnreadable)
      }),
    )
  })

  test('room for less than a header is a mistake of the caller', () => {
    expect(() => packTemplate(sample, 9)).toThrow(RangeError)
  })
})
