import * as fc from 'fast-check'

export const byte = fc.nat(255)
export const short = fc.nat(0xffff)
export const bytesOf = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength })

/** The common beginning of a representation of 2011. */
export const capture2011 = {
  capturedAt: fc.option(fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) })),
  technology: byte,
  deviceVendor: short,
  deviceType: short,
  quality: fc.array(fc.record({ score: byte, vendor: short, algorithm: short }), { maxLength: 3 }),
  certifications: fc.array(fc.record({ authority: short, scheme: byte }), { maxLength: 3 }),
}
