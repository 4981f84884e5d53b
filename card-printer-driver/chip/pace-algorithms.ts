import { objectIdentifier } from '../../core/der.ts'
import { curves, type CurveName } from '../../core/pki/curves.ts'
import type { CipherName } from './card-crypto.ts'

/** PACE over elliptic curves: id-PACE 0.4.0.127.0.7.2.2.4, mapping, cipher (Doc 9303-11, 9.2.3). */
export interface PaceAlgorithm {
  readonly mapping: 'GM' | 'CAM'
  readonly cipher: CipherName
}

const gm = '0.4.0.127.0.7.2.2.4.2'
const cam = '0.4.0.127.0.7.2.2.4.6'

export const paceAlgorithms: Readonly<Record<string, PaceAlgorithm>> = {
  [`${gm}.1`]: { mapping: 'GM', cipher: '3DES' },
  [`${gm}.2`]: { mapping: 'GM', cipher: 'AES-128' },
  [`${gm}.3`]: { mapping: 'GM', cipher: 'AES-192' },
  [`${gm}.4`]: { mapping: 'GM', cipher: 'AES-256' },
  [`${cam}.2`]: { mapping: 'CAM', cipher: 'AES-128' },
  [`${cam}.3`]: { mapping: 'CAM', cipher: 'AES-192' },
  [`${cam}.4`]: { mapping: 'CAM', cipher: 'AES-256' },
}

/** Chip Authentication over elliptic curves: id-CA 0.4.0.127.0.7.2.2.3, cipher (Doc 9303-11, 9.2.7). */
export const chipAuthenticationCiphers: Readonly<Record<string, CipherName>> = {
  '0.4.0.127.0.7.2.2.3.2.1': '3DES',
  '0.4.0.127.0.7.2.2.3.2.2': 'AES-128',
  '0.4.0.127.0.7.2.2.3.2.3': 'AES-192',
  '0.4.0.127.0.7.2.2.3.2.4': 'AES-256',
}

/** An object identifier as commands carry it: the content without tag and length (ISO/IEC 7816-4, 10.3). */
export const oidContent = (oid: string) => objectIdentifier(oid).subarray(2)

const curveNames = Object.keys(curves) as CurveName[]

/** By the number of its standardised domain parameters (Doc 9303-11, table 6); null for those that we do not compute with. */
export const curveOfParameters = (id: number): CurveName | null =>
  curveNames.find((name) => curves[name].parameterId === id) ?? null
