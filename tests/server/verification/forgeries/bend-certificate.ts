/** Bends a certificate before it is signed again. */

import type { PublicPoint } from '../../../../core/pki/signing-key.ts'
import {
  encodeAsn,
  nullValue,
  oid,
  parseAsn,
  partAt,
  partsIn,
  primitive,
  sequenceOf,
  textOf,
  type Asn,
} from '../../../support/asn.ts'
import { type Forgery } from '../../../support/chip-forge.ts'

/* tbsCertificate: 0 version, 1 serial, 2 algorithm, 3 issuer, 4 validity, 5 subject, 6 key, 7 extensions */
export const types = {
  subjectKey: '2.5.29.14',
  keyUsage: '2.5.29.15',
  usagePeriod: '2.5.29.16',
  subjectName: '2.5.29.17',
  issuerName: '2.5.29.18',
  constraints: '2.5.29.19',
  distribution: '2.5.29.31',
  authorityKey: '2.5.29.35',
  documentType: '2.23.136.1.1.6.2',
} as const

export const extensions = (tbs: Asn) => partsIn(tbs, 7, 0)
const typeOf = (extension: Asn) => Buffer.from(encodeAsn(partAt(extension, 0))).toString('hex')

export function extension(tbs: Asn, type: string): Asn {
  const found = extensions(tbs).find(
    (one) => typeOf(one) === Buffer.from(encodeAsn(oid(type))).toString('hex'),
  )
  if (!found) throw new RangeError(type)
  return found
}

export const wrapped = (value: Asn) => primitive(0x04, ...encodeAsn(value))
export const made = (type: string, value: Asn, critical = false) =>
  sequenceOf(oid(type), ...(critical ? [primitive(0x01, 0xff)] : []), wrapped(value))

type Bend = NonNullable<Forgery['ds']>

export const removed =
  (type: string): Bend =>
  (tbs) => {
    const list = extensions(tbs)
    list.splice(list.indexOf(extension(tbs, type)), 1)
  }
export const added =
  (...more: Asn[]): Bend =>
  (tbs) =>
    void extensions(tbs).push(...more)
/** The value inside the OCTET STRING changed. */
export const valued =
  (type: string, change: (value: Asn) => Asn | void): Bend =>
  (tbs) => {
    const parts = partsIn(extension(tbs, type))
    const value = parseAsn(partAt(extension(tbs, type), -1).bytes)
    parts[parts.length - 1] = wrapped(change(value) ?? value)
  }
export const criticality =
  (type: string, critical: Asn | null): Bend =>
  (tbs) => {
    const parts = partsIn(extension(tbs, type)).filter(({ tag }) => tag !== 0x01)
    extension(tbs, type).parts = [parts[0] ?? nullValue(), ...(critical ? [critical] : []), ...parts.slice(1)]
  }
export const both =
  (...bends: readonly Bend[]): Bend =>
  (tbs) =>
    bends.forEach((bend) => bend(tbs))

/** Names are C, O, CN in this order. */
export const named =
  (place: 3 | 5, at: number, tag: number, text: string): Bend =>
  (tbs) =>
    (partsIn(tbs, place, at, 0)[1] = textOf(tag, text))
export const period = (from: string | null, until: string | null) =>
  sequenceOf(...(from ? [textOf(0x80, from)] : []), ...(until ? [textOf(0x81, until)] : []))
export const validity =
  (from: Asn, until: Asn): Bend =>
  (tbs) =>
    (partsIn(tbs)[4] = sequenceOf(from, until))
export const utc = (text: string) => textOf(0x17, text)

export const key =
  (change: (spki: Asn) => void): Bend =>
  (tbs) =>
    change(partAt(tbs, 6))
export const pointOf = (tbs: Asn): PublicPoint => ({
  curve: 'P-256',
  point: partAt(tbs, 6, 1).bytes.subarray(1),
})
