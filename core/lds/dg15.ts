/** DG15 (Doc 9303-10, 4.7.15): 6F { SubjectPublicKeyInfo of the Active Authentication key }, its curve written out. */
import { encodePublicKey, type PublicKeyInfo, readPublicKey } from '../pki/public-key.ts'
import type { PublicPoint } from '../pki/signing-key.ts'
import { chipFiles } from './chip-files.ts'
import { readingDer } from './lds-der.ts'
import { encodeTlv, readTlv } from './tlv.ts'

export const writeDg15 = (key: PublicPoint): Uint8Array<ArrayBuffer> =>
  encodeTlv(chipFiles.DG15.tag, encodePublicKey(key, 'EXPLICIT'))

/** Throws LdsError. */
export function readDg15(file: Uint8Array): PublicKeyInfo {
  const { content } = readTlv(file, chipFiles.DG15.tag, 'DG15')
  return readingDer('DG15', 'PUBLIC_KEY', () => readPublicKey(content))
}
