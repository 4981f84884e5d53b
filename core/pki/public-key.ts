/**
 * Public keys as certificates carry them. Doc 9303-12, 4.1.6.3 wants the curve written out, not named:
 *   SubjectPublicKeyInfo ::= SEQUENCE { SEQUENCE { id-ecPublicKey, ECParameters | namedCurve OID }, BIT STRING point }
 *   ECParameters ::= SEQUENCE { version 1,
 *     fieldID SEQUENCE { prime-field, p INTEGER },
 *     curve SEQUENCE { a OCTET STRING, b OCTET STRING, seed BIT STRING OPTIONAL },
 *     base OCTET STRING, order INTEGER, cofactor INTEGER OPTIONAL }                              (RFC 3279, 2.3.5)
 */
import { equalBytes, fromHex } from '../bytes.ts'
import {
  bitString,
  element,
  enter,
  expectBytes,
  expectEnd,
  nextTag,
  objectIdentifier,
  octetString,
  readBitString,
  readDer,
  readObjectIdentifier,
  sequence,
  tags,
  unsignedInteger,
} from '../der.ts'
import { type Curve, type CurveName, curves } from './curves.ts'
import type { PublicPoint } from './signing-key.ts'

export type CurveParameters = 'EXPLICIT' | 'NAMED'

/** How a key departs from Doc 9303-12, 4.1.6.3; a key whose curve is not known is not used at all. */
export type KeyFault = 'CURVE_UNKNOWN' | 'NO_COFACTOR' | 'COMPRESSED_BASE_POINT' | 'POINT_NOT_UNCOMPRESSED'

export interface PublicKeyInfo {
  readonly spki: Uint8Array
  /** Dotted. */
  readonly algorithm: string
  readonly parameters: CurveParameters | 'OTHER'
  /** Null where it is no point of a known curve: another kind of key, another curve, a compressed point. */
  readonly key: PublicPoint | null
  /** The contents of the BIT STRING: what key identifiers are made of. */
  readonly bits: Uint8Array
  readonly faults: readonly KeyFault[]
}

// RFC 5480, 2.1.1; ANSI X9.62
const ecPublicKeyType = '1.2.840.10045.2.1'
const ecPublicKey = objectIdentifier(ecPublicKeyType)
const primeField = objectIdentifier('1.2.840.10045.1.1')
const one = unsignedInteger(Uint8Array.of(1))
const uncompressed = Uint8Array.of(4)

const curveNames = Object.keys(curves) as CurveName[]

export function encodePublicKey(
  { curve, point }: PublicPoint,
  parameters: CurveParameters,
): Uint8Array<ArrayBuffer> {
  const domain = parameters === 'NAMED' ? objectIdentifier(curves[curve].oid) : ecParameters(curves[curve])
  return sequence(sequence(ecPublicKey, domain), bitString(point))
}

function ecParameters({ p, a, b, x, y, n }: Curve): Uint8Array<ArrayBuffer> {
  return sequence(
    one,
    sequence(primeField, unsignedInteger(fromHex(p))),
    sequence(octetString(fromHex(a)), octetString(fromHex(b))),
    octetString(Uint8Array.of(...uncompressed, ...fromHex(x), ...fromHex(y))),
    unsignedInteger(fromHex(n)),
    one,
  )
}

/** Reads any SubjectPublicKeyInfo. Throws DerError. */
export function readPublicKey(spki: Uint8Array): PublicKeyInfo {
  const outer = readDer(spki, 'subjectPublicKeyInfo')
  const info = enter(outer, tags.sequence)
  expectEnd(outer)
  const algorithmIdentifier = enter(info, tags.sequence)
  const algorithm = readObjectIdentifier(algorithmIdentifier)
  const bits = readBitString(info)
  expectEnd(info)
  if (algorithm !== ecPublicKeyType)
    return { spki, algorithm, parameters: 'OTHER', key: null, bits, faults: [] }
  const domain = readDomain(algorithmIdentifier.bytes.subarray(algorithmIdentifier.at))
  const { curve, parameters } = domain
  if (curve === null)
    return { spki, algorithm, parameters, key: null, bits, faults: ['CURVE_UNKNOWN', ...domain.faults] }
  const isPoint = bits[0] === 4 && bits.length === 1 + 2 * curves[curve].size
  const faults = isPoint ? domain.faults : [...domain.faults, 'POINT_NOT_UNCOMPRESSED' as const]
  return { spki, algorithm, parameters, key: isPoint ? { curve, point: bits } : null, bits, faults }
}

interface Domain {
  readonly curve: CurveName | null
  readonly parameters: CurveParameters | 'OTHER'
  readonly faults: readonly KeyFault[]
}

function readDomain(bytes: Uint8Array): Domain {
  const cursor = readDer(bytes, 'ecParameters')
  const tag = nextTag(cursor)
  if (tag === tags.objectIdentifier) {
    const oid = readObjectIdentifier(cursor)
    expectEnd(cursor)
    return {
      curve: curveNames.find((name) => curves[name].oid === oid) ?? null,
      parameters: 'NAMED',
      faults: [],
    }
  }
  if (tag !== tags.sequence) return { curve: null, parameters: 'OTHER', faults: [] }
  return readExplicit(bytes)
}

/** Every number is compared with a known curve: a curve of somebody's own making would let him sign as anybody. */
function readExplicit(bytes: Uint8Array): Domain {
  const outer = readDer(bytes, 'ecParameters')
  const body = enter(outer, tags.sequence)
  expectEnd(outer)
  element(body, tags.integer)
  const field = element(body, tags.sequence).whole
  const coefficients = enter(body, tags.sequence, 'curve')
  const a = element(coefficients, tags.octetString).content
  const b = element(coefficients, tags.octetString).content
  if (nextTag(coefficients) === tags.bitString) element(coefficients, tags.bitString)
  expectEnd(coefficients)
  const base = element(body, tags.octetString).content
  const order = element(body, tags.integer).whole
  const hasCofactor = nextTag(body) !== null
  if (hasCofactor) expectBytes(body, one)
  expectEnd(body)
  const curve = curveNames.find((name) => isCurve(curves[name], { field, a, b, order }))
  const isWhole = curve !== undefined && equalBytes(base, fromHex(`04${curves[curve].x}${curves[curve].y}`))
  const isCompressed = curve !== undefined && equalBytes(base, compressedBase(curves[curve]))
  return {
    curve: curve !== undefined && (isWhole || isCompressed) ? curve : null,
    parameters: 'EXPLICIT',
    faults: [
      ...(hasCofactor ? [] : (['NO_COFACTOR'] as const)),
      ...(isCompressed ? (['COMPRESSED_BASE_POINT'] as const) : []),
    ],
  }
}

interface CurveNumbers {
  readonly field: Uint8Array
  readonly a: Uint8Array
  readonly b: Uint8Array
  readonly order: Uint8Array
}

function isCurve(curve: Curve, { field, a, b, order }: CurveNumbers): boolean {
  return (
    equalBytes(field, sequence(primeField, unsignedInteger(fromHex(curve.p)))) &&
    equalBytes(a, fromHex(curve.a)) &&
    equalBytes(b, fromHex(curve.b)) &&
    equalBytes(order, unsignedInteger(fromHex(curve.n)))
  )
}

/** 02 or 03 by the last bit of Y (SEC 1, 2.3.3). */
function compressedBase({ x, y }: Curve): Uint8Array {
  const isOdd = Number.parseInt(y.slice(-1), 16) % 2 === 1
  return fromHex(`${isOdd ? '03' : '02'}${x}`)
}
