/** What a module tells of itself. */

/**
 * Answer of ReadSysPara (ZFM-20 manual, system parameters), big-endian:
 *   status 2 | system id 2 | library size 2 | security level 2 | address 4 | packet size code 2 | speed / 9600 2
 */
export interface SystemParameters {
  readonly status: number
  readonly systemId: number
  readonly capacity: number
  readonly security: number
  readonly address: number
  readonly packetSizeCode: number
  readonly baudFactor: number
}

export function readSystemParameters(payload: Uint8Array): SystemParameters {
  const view = viewOf(payload)
  return {
    status: view.getUint16(0),
    systemId: view.getUint16(2),
    capacity: view.getUint16(4),
    security: view.getUint16(6),
    address: view.getUint32(8),
    packetSizeCode: view.getUint16(12),
    baudFactor: view.getUint16(14),
  }
}

export function writeSystemParameters(parameters: SystemParameters): Uint8Array {
  const payload = new Uint8Array(16)
  const view = viewOf(payload)
  view.setUint16(0, parameters.status)
  view.setUint16(2, parameters.systemId)
  view.setUint16(4, parameters.capacity)
  view.setUint16(6, parameters.security)
  view.setUint32(8, parameters.address)
  view.setUint16(12, parameters.packetSizeCode)
  view.setUint16(14, parameters.baudFactor)
  return payload
}

/**
 * Answer of ReadProdInfo (GROW R503 manual), texts in ASCII padded with zeros, numbers big-endian:
 *   model 16 | batch 4 | serial number 8 | hardware version 2 | sensor type 8 | width 2 | height 2 | template size 2 | capacity 2
 */
export interface ProductInformation {
  readonly model: string
  readonly serial: string
  readonly width: number
  readonly height: number
  readonly templateBytes: number
  readonly capacity: number
}

export function readProductInformation(payload: Uint8Array): ProductInformation {
  const view = viewOf(payload)
  return {
    model: textIn(payload.subarray(0, 16)),
    serial: textIn(payload.subarray(20, 28)),
    width: view.getUint16(38),
    height: view.getUint16(40),
    templateBytes: view.getUint16(42),
    capacity: view.getUint16(44),
  }
}

export function writeProductInformation(product: ProductInformation): Uint8Array {
  const payload = new Uint8Array(46)
  const view = viewOf(payload)
  payload.set(ascii(product.model, 16))
  payload.set(ascii(product.serial, 8), 20)
  view.setUint16(38, product.width)
  view.setUint16(40, product.height)
  view.setUint16(42, product.templateBytes)
  view.setUint16(44, product.capacity)
  return payload
}

/** Text as ASCII bytes, cut to this length. */
export function ascii(text: string, length: number): Uint8Array {
  return Uint8Array.from(text.slice(0, length), (character) => character.charCodeAt(0) & 0x7f)
}

function textIn(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.filter((byte) => byte >= 0x20 && byte < 0x7f)).trim()
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
