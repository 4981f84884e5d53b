import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { packPicture, unpackPicture } from './picture.ts'

test('the high four bits of a byte are the left of two neighbours, spread over all grey levels', () => {
  expect(unpackPicture(Uint8Array.of(0x0f, 0xa1))).toEqual(Uint8Array.of(0, 255, 170, 17))
})

test('packing a picture that came from the wire gives the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(packPicture(unpackPicture(bytes))).toEqual(bytes)
    }),
  )
})
