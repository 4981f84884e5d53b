/** Card-verifiable certificates read (layout: cv-certificate.ts). Throws LdsError. */
import { concatBytes, equalBytes } from '../bytes.ts'
import { type CalendarDate, parseCalendarDate } from '../dates/calendar-date.ts'
import { LdsError } from '../lds/lds-error.ts'
import { readTlv, readTlvs, type Tlv } from '../lds/tlv.ts'
import { type CurveName, curves } from './curves.ts'
import {
  cvRightBits,
  type CvRights,
  type CvRole,
  cvRoles,
  cvTags,
  domainParameters,
  inspectionSystems,
  terminalAuthentication,
} from './cv-certificate.ts'
import type { SignatureAlgorithm } from './signing-key.ts'

export interface CvCertificate {
  readonly whole: Uint8Array
  /** What is signed: the body with its header. */
  readonly body: Uint8Array
  readonly authority: string
  readonly holder: string
  readonly publicKey: CvPublicKey
  readonly role: CvRole
  readonly rights: CvRights
  readonly effective: CalendarDate
  /** The last day. */
  readonly expires: CalendarDate
  /** r ‖ s. */
  readonly signature: Uint8Array
}

export interface CvPublicKey {
  /** How signatures of this key are verified. */
  readonly algorithm: SignatureAlgorithm
  /** Null without domain parameters: the curve is then the CVCA's. */
  readonly curve: CurveName | null
  readonly point: Uint8Array
}

const refused = (detail: string) => new LdsError(null, 'CV_CERTIFICATE', detail)

export function readCvCertificate(bytes: Uint8Array): CvCertificate {
  const { whole, content } = readTlv(bytes, cvTags.certificate, null)
  const [body, signature, ...more] = readTlvs(content, null)
  if (body?.tag !== cvTags.body || signature?.tag !== cvTags.signature || more.length > 0)
    throw refused('body and signature expected')
  const parts = partsInOrder(readTlvs(body.content, null))
  const { role, rights } = readAuthorization(parts.authorization)
  return {
    whole,
    body: body.whole,
    authority: readReference(parts.authority),
    publicKey: readCvKey(parts.publicKey),
    holder: readReference(parts.holder),
    role,
    rights,
    effective: readDate(parts.effective),
    expires: readDate(parts.expiration),
    signature: signature.content,
  }
}

const bodyParts = [
  'profile',
  'authority',
  'publicKey',
  'holder',
  'authorization',
  'effective',
  'expiration',
] as const
type Parts = Readonly<Record<(typeof bodyParts)[number], Uint8Array>>

/** All of them, in the order of TR-03110-3, C.1; extensions may follow and say nothing to this reader. */
function partsInOrder(found: readonly Tlv[]): Parts {
  const isInOrder = bodyParts.every((name, i) => found[i]?.tag === cvTags[name])
  const rest = found.slice(bodyParts.length)
  if (!isInOrder || rest.length > 1 || rest.some(({ tag }) => tag !== cvTags.extensions))
    throw refused('parts of the body')
  const parts = Object.fromEntries(bodyParts.map((name, i) => [name, found[i]?.content])) as Parts
  if (!equalBytes(parts.profile, Uint8Array.of(0))) throw refused('profile identifier')
  return parts
}

function readReference(bytes: Uint8Array): string {
  const text = String.fromCharCode(...bytes.subarray(0, 16))
  if (!/^[A-Z]{2}[\x20-\x7e\xa0-\xff]{1,9}[0-9A-Z]{5}$/.test(text) || bytes.length > 16)
    throw refused('reference')
  return text
}

function readAuthorization(bytes: Uint8Array): { role: CvRole; rights: CvRights } {
  const [type, discretionary, ...more] = readTlvs(bytes, null)
  const isInspection = type !== undefined && equalBytes(type.whole, inspectionSystems)
  const bits = discretionary?.content
  if (!isInspection || discretionary?.tag !== cvTags.discretionary || bits?.length !== 1 || more.length > 0)
    throw refused('authorization')
  const value = bits[0] ?? 0
  const names = Object.keys(cvRoles) as CvRole[]
  const role = names.find((name) => cvRoles[name] === (value & 0xc0)) ?? 'TERMINAL'
  const rights = {
    fingers: (value & cvRightBits.fingers) !== 0,
    irises: (value & cvRightBits.irises) !== 0,
  }
  return { role, rights }
}

function readDate(bytes: Uint8Array): CalendarDate {
  const isDigits = bytes.length === 6 && bytes.every((digit) => digit < 10)
  if (!isDigits) throw refused('date')
  const [y1, y2, m1, m2, d1, d2] = bytes
  try {
    // The profile knows no century but this one (TR-03110-3, D.2.1.3).
    return parseCalendarDate(`20${y1}${y2}-${m1}${m2}-${d1}${d2}`)
  } catch {
    throw refused('date')
  }
}

function readCvKey(bytes: Uint8Array): CvPublicKey {
  const [type, ...rest] = readTlvs(bytes, null)
  const algorithms = Object.keys(terminalAuthentication) as SignatureAlgorithm[]
  const algorithm = algorithms.find((name) => type && equalBytes(terminalAuthentication[name], type.whole))
  const point = rest.find(({ tag }) => tag === cvTags.point)
  if (algorithm === undefined || point === undefined) throw refused('public key')
  if (rest.length === 1) return { algorithm, curve: null, point: point.content }
  const curve = (Object.keys(curves) as CurveName[]).find((name) => isDomain(rest, point, name))
  if (curve === undefined) throw refused('domain parameters')
  return { algorithm, curve, point: point.content }
}

function isDomain(found: readonly Tlv[], point: Tlv, curve: CurveName): boolean {
  const { before, after } = domainParameters(curves[curve])
  const expected = [...before, point.whole, ...after]
  return equalBytes(concatBytes(...found.map(({ whole }) => whole)), concatBytes(...expected))
}
