/**
 * The signed QR beside or behind the printed one: claim 169 of the IANA registry of CWT claims (MOSIP, “ID claim 169” 1.2), demographics only.
 *   text       base45 (RFC 9285) of zlib (RFC 1950) of
 *   18 ([      COSE_Sign1 (RFC 9052, 4.2)
 *     << {1: -7, 4: key id} >>,       ES256; the first eight bytes of the SHA-256 of the signer's certificate
 *     {},
 *     << { 1: issuer, 4: expires, 5: not before, 6: issued at, 169: { … } } >>,       CWT (RFC 8392), times in seconds
 *     r ‖ s ])                        over ["Signature1", protected, h'', payload] (RFC 9052, 4.4)
 * Claim 169: 1 number, 2 version, 3 language, 4 full name, 8 birth YYYYMMDD, 9 gender 1 male 2 female, 10 address, 13 nationality, 23 country.
 */
import { decode, encode, Tag } from 'cbor2'
import { unzlibSync, zlibSync } from 'fflate'
import { z } from 'zod'
import { calendarDateSchema, isComplete, type PartialDate } from '../dates/calendar-date.ts'
import { DomainError } from '../errors.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'

const coseSign1 = 18
const es256 = -7
const header = { algorithm: 1, keyId: 4 } as const
const cwt = { issuer: 1, expires: 4, notBefore: 5, issuedAt: 6, identity: 169 } as const
const claim = {
  number: 1,
  version: 2,
  language: 3,
  name: 4,
  birthDate: 8,
  gender: 9,
  address: 10,
  nationality: 13,
  country: 23,
} as const
const genders = { MALE: 1, FEMALE: 2 } as const
const version = '1.2.0'
export const keyIdBytes = 8
/** More than a QR code can hold (ISO/IEC 18004, table 7: 4,296 alphanumeric characters). */
const longestText = 4_296

export interface SignedQrPerson {
  /** 12 digits. */
  readonly number: string
  readonly name: string
  /** A date that is not wholly known stays out, and is null when read. */
  readonly birthDate: PartialDate | null
  readonly sex: 'MALE' | 'FEMALE'
  /** null in a code that stands on a card: docs/signed-qr.md. */
  readonly address: string | null
}

export interface SignedQr {
  readonly person: SignedQrPerson
  readonly issuer: string
  /** Seconds since 1970. */
  readonly issuedAt: number
  readonly notBefore: number
  readonly expiresAt: number
}

export type SignedQrFault = 'NOT_BASE45' | 'NOT_ZLIB' | 'NOT_COSE' | 'ALGORITHM' | 'CLAIMS'

/** Not a signed QR of an identity card; whether a signature holds is for the caller to find out. */
export class SignedQrUnreadable extends DomainError<'SIGNED_QR_UNREADABLE'> {
  constructor(fault: SignedQrFault) {
    super(
      'SIGNED_QR_UNREADABLE',
      {
        vi: 'Mã QR này không phải mã có chữ ký của thẻ căn cước. Hãy quét lại mã trên thẻ hoặc giấy.',
        en: 'This is not the signed QR code of an identity card. Scan the code on the card or paper again.',
      },
      { fault },
    )
  }
}

export interface SignedQrSigner {
  /** The first eight bytes of the SHA-256 of the signer's certificate. */
  readonly keyId: Uint8Array
  /** ECDSA P-256 with SHA-256: r ‖ s, 64 bytes. */
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>
}

/** The text of the QR. */
export async function writeSignedQr(content: SignedQr, signer: SignedQrSigner): Promise<string> {
  const protectedHeader = encode(
    new Map<number, unknown>([
      [header.algorithm, es256],
      [header.keyId, signer.keyId],
    ]),
  )
  const payload = encode(
    new Map<number, unknown>([
      [cwt.issuer, content.issuer],
      [cwt.expires, content.expiresAt],
      [cwt.notBefore, content.notBefore],
      [cwt.issuedAt, content.issuedAt],
      [cwt.identity, identityOf(content.person)],
    ]),
  )
  const signature = await signer.sign(toBeSigned(protectedHeader, payload))
  const cose = encode(new Tag(coseSign1, [protectedHeader, new Map(), payload, Uint8Array.from(signature)]))
  return encodeBase45(zlibSync(cose, { level: 9 }))
}

function identityOf({ number, name, birthDate, sex, address }: SignedQrPerson): Map<number, unknown> {
  return new Map<number, unknown>([
    [claim.number, number],
    [claim.version, version],
    [claim.language, 'vi'],
    [claim.name, name],
    ...(birthDate && isComplete(birthDate)
      ? [[claim.birthDate, birthDate.replaceAll('-', '')] as const]
      : []),
    [claim.gender, genders[sex]],
    ...(address === null ? [] : [[claim.address, address] as const]),
    [claim.nationality, 'VNM'],
    [claim.country, 'VN'],
  ])
}

const toBeSigned = (protectedHeader: Uint8Array, payload: Uint8Array) =>
  Uint8Array.from(encode(['Signature1', protectedHeader, new Uint8Array(0), payload]))

const bytes = z.instanceof(Uint8Array)
const envelopeSchema = z.tuple([bytes, z.map(z.unknown(), z.unknown()), bytes, bytes])
const payloadSchema = z.object({
  issuer: z.string(),
  expiresAt: z.int(),
  notBefore: z.int(),
  issuedAt: z.int(),
})
const identitySchema = z.object({
  number: z.string().regex(/^\d{12}$/),
  name: z.string().min(1),
  birthDate: z
    .string()
    .regex(/^\d{8}$/)
    .transform((day) => day.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'))
    .pipe(calendarDateSchema)
    .optional(),
  gender: z.union([z.literal(1), z.literal(2)]),
  address: z.string().optional(),
})

export interface UnverifiedQr extends SignedQr {
  readonly keyId: Uint8Array
  /** What the signature must hold over, and the signature, r ‖ s: ES256 with the key that `keyId` names. */
  readonly toBeSigned: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
}

/** Throws SignedQrUnreadable. */
export function readSignedQr(text: string): UnverifiedQr {
  const [protectedHeader, , payload, signature] = envelopeOf(text)
  const headers = mapOf(protectedHeader, 'NOT_COSE')
  const keyId = headers.get(header.keyId)
  if (headers.get(header.algorithm) !== es256 || signature.length !== 64)
    throw new SignedQrUnreadable('ALGORITHM')
  if (!(keyId instanceof Uint8Array) || keyId.length !== keyIdBytes) throw new SignedQrUnreadable('NOT_COSE')
  return {
    ...contentOf(mapOf(payload, 'CLAIMS')),
    keyId: Uint8Array.from(keyId),
    toBeSigned: toBeSigned(protectedHeader, payload),
    signature: Uint8Array.from(signature),
  }
}

function envelopeOf(text: string): z.infer<typeof envelopeSchema> {
  const compressed = text.length > longestText ? null : decodeBase45(text)
  if (!compressed) throw new SignedQrUnreadable('NOT_BASE45')
  const cose = orRefuse(() => unzlibSync(compressed), 'NOT_ZLIB')
  const tagged = orRefuse(() => decode(cose, { preferMap: true, rejectDuplicateKeys: true }), 'NOT_COSE')
  const parsed = envelopeSchema.safeParse(
    tagged instanceof Tag && tagged.tag === coseSign1 ? tagged.contents : null,
  )
  if (!parsed.success) throw new SignedQrUnreadable('NOT_COSE')
  return parsed.data
}

function contentOf(payload: ReadonlyMap<unknown, unknown>): SignedQr {
  const claims = payloadSchema.safeParse({
    issuer: payload.get(cwt.issuer),
    expiresAt: payload.get(cwt.expires),
    notBefore: payload.get(cwt.notBefore),
    issuedAt: payload.get(cwt.issuedAt),
  })
  const inner = payload.get(cwt.identity)
  const told: ReadonlyMap<unknown, unknown> = inner instanceof Map ? inner : new Map()
  const identity = identitySchema.safeParse({
    number: told.get(claim.number),
    name: told.get(claim.name),
    birthDate: told.get(claim.birthDate),
    gender: told.get(claim.gender),
    address: told.get(claim.address),
  })
  if (!claims.success || !identity.success) throw new SignedQrUnreadable('CLAIMS')
  const { number, name, birthDate, gender, address } = identity.data
  const sex = gender === genders.MALE ? 'MALE' : 'FEMALE'
  return {
    ...claims.data,
    person: { number, name, birthDate: birthDate ?? null, sex, address: address ?? null },
  }
}

const mapOf = (encoded: Uint8Array, fault: SignedQrFault): ReadonlyMap<unknown, unknown> => {
  const map = orRefuse(() => decode(encoded, { preferMap: true, rejectDuplicateKeys: true }), fault)
  if (!(map instanceof Map)) throw new SignedQrUnreadable(fault)
  return map
}

/** Libraries throw errors of their own for what they cannot read. */
function orRefuse<Result>(read: () => Result, fault: SignedQrFault): Result {
  try {
    return read()
  } catch {
    throw new SignedQrUnreadable(fault)
  }
}
