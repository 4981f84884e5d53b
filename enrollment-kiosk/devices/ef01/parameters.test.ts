import { expect, test } from 'vitest'
import { fromHex } from '../../../core/bytes.ts'
import {
  readProductInformation,
  readSystemParameters,
  writeProductInformation,
  writeSystemParameters,
} from './parameters.ts'

test('system parameters are read as the R503 manual prints them, and written back', () => {
  const payload = fromHex('0000 0009 00C8 0003 FFFFFFFF 0002 0006')
  const parameters = readSystemParameters(payload)
  expect(parameters).toEqual({
    status: 0,
    systemId: 9,
    capacity: 200,
    security: 3,
    address: 0xffffffff,
    packetSizeCode: 2,
    baudFactor: 6,
  })
  expect(writeSystemParameters(parameters)).toEqual(payload)
})

test('product information survives the wire, its texts without their padding', () => {
  const product = {
    model: 'R503',
    serial: '00000001',
    width: 192,
    height: 192,
    templateBytes: 1536,
    capacity: 200,
  }
  expect(readProductInformation(writeProductInformation(product))).toEqual(product)
})
