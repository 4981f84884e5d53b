/** Keys on a token: found by CKA_ID, which is the KeyId; made there, sensitive and never extractable. */
import { equalBytes } from '../../../core/bytes.ts'
import { enter, objectIdentifier, readDer, tags } from '../../../core/der.ts'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import type { PublicPoint } from '../../../core/pki/signing-key.ts'
import {
  KeyExists,
  type KeyId,
  KeyMissing,
  KeyStoreUnavailable,
  KeyStoreUnusable,
  type KeyUse,
} from '../key-store.ts'
import {
  attributes,
  classes,
  ecdhParameters,
  keyTypes,
  mechanisms,
  resultOf,
  results,
  withoutDerivation,
} from './cryptoki.ts'
import { type TokenKey, TokenRefused, type TokenSession } from './sessions.ts'

/** ECDSA over a hash no longer than the curve's order: r ‖ s. */
export async function signOnToken(session: TokenSession, key: KeyId, hash: Uint8Array): Promise<Uint8Array> {
  const { module, handle } = session
  const { privateKey, size } = openTokenKey(session, key)
  // Longer hashes are cut to their leftmost bytes (FIPS 186-5, 6.4.1); not every module does it.
  const input = Buffer.from(hash.subarray(0, size))
  const output = Buffer.alloc(2 * size)
  refusing(() => module.C_SignInit(handle, { mechanism: mechanisms.ecdsa }, privateKey))
  const raw = await module.C_SignAsync(handle, input, output)
  // Also keeps `input` alive for the native thread that reads it.
  if (raw.length !== output.length || input.length === 0) throw new Error('a signature of another length')
  return Uint8Array.from(raw)
}

export async function publicKeyOnToken(session: TokenSession, key: KeyId): Promise<PublicPoint | null> {
  if (findOne(session, classes.privateKey, key) === null) return null
  openTokenKey(session, key)
  return readPublicHalf(session, key)
}

export async function generateOnToken(
  session: TokenSession,
  { key, use, curve }: { readonly key: KeyId; readonly use: KeyUse; readonly curve: CurveName },
): Promise<null> {
  const { module, handle } = session
  if (findAll(session, classes.privateKey, key).length > 0) throw new TokenRefused(new KeyExists(key))
  const name = Buffer.from(key, 'ascii')
  const named = [
    { type: attributes.token, value: true },
    { type: attributes.id, value: name },
    { type: attributes.label, value: name },
  ]
  const made = refusing(() =>
    module.C_GenerateKeyPair(
      handle,
      { mechanism: mechanisms.ecKeyPairGen },
      [
        ...named,
        { type: attributes.private, value: false },
        { type: attributes.verify, value: use === 'SIGN' },
        { type: attributes.encrypt, value: false },
        { type: attributes.wrap, value: false },
        { type: attributes.ecParams, value: Buffer.from(objectIdentifier(curves[curve].oid)) },
      ],
      [
        ...named,
        { type: attributes.private, value: true },
        { type: attributes.sensitive, value: true },
        { type: attributes.extractable, value: false },
        { type: attributes.sign, value: use === 'SIGN' },
        { type: attributes.derive, value: use === 'AGREE' },
        // What is not forbidden a module may allow: a key that unwraps brings foreign keys in.
        { type: attributes.decrypt, value: false },
        { type: attributes.unwrap, value: false },
      ],
    ),
  )
  // A token lets two keys have one name: of two servers that make the same key at once, one at most keeps it.
  if (findAll(session, classes.privateKey, key).length > 1) {
    module.C_DestroyObject(handle, made.privateKey)
    module.C_DestroyObject(handle, made.publicKey)
    throw new TokenRefused(new KeyExists(key))
  }
  return null
}

/** ECDH with a point of the key's own curve. */
export async function deriveOnToken(
  session: TokenSession,
  { key, curve, point }: { readonly key: KeyId; readonly curve: CurveName; readonly point: Uint8Array },
): Promise<Uint8Array> {
  const { module, handle } = session
  const { privateKey } = openTokenKey(session, key)
  const parameter = { type: ecdhParameters, kdf: withoutDerivation, publicData: Buffer.from(point) }
  const secret = refusing(() =>
    module.C_DeriveKey(handle, { mechanism: mechanisms.ecdh1Derive, parameter }, privateKey, [
      { type: attributes.class, value: classes.secretKey },
      { type: attributes.keyType, value: keyTypes.genericSecret },
      { type: attributes.valueLength, value: curves[curve].size },
      { type: attributes.token, value: false },
      { type: attributes.sensitive, value: false },
      { type: attributes.extractable, value: true },
    ]),
  )
  const [found] = module.C_GetAttributeValue(handle, secret, [{ type: attributes.value }])
  module.C_DestroyObject(handle, secret)
  return bytesOf(found?.value)
}

function openTokenKey(session: TokenSession, key: KeyId): TokenKey {
  const known = session.keys.get(key)
  if (known) return known
  const privateKey = findOne(session, classes.privateKey, key)
  if (privateKey === null) throw new TokenRefused(new KeyMissing(key))
  const [sensitive, extractable] = session.module.C_GetAttributeValue(session.handle, privateKey, [
    { type: attributes.sensitive },
    { type: attributes.extractable },
  ])
  if (!isTrue(sensitive?.value) || isTrue(extractable?.value))
    throw new TokenRefused(new KeyStoreUnusable('EXTRACTABLE'))
  const opened = { privateKey, size: curves[readPublicHalf(session, key).curve].size }
  session.keys.set(key, opened)
  return opened
}

function readPublicHalf(session: TokenSession, key: KeyId): PublicPoint {
  const object = findOne(session, classes.publicKey, key)
  if (object === null) throw new TokenRefused(new KeyStoreUnusable('DAMAGED'))
  const [parameters, encoded] = session.module.C_GetAttributeValue(session.handle, object, [
    { type: attributes.ecParams },
    { type: attributes.ecPoint },
  ])
  const curve = curveOf(bytesOf(parameters?.value))
  const value = bytesOf(encoded?.value)
  const length = curve === null ? 0 : 1 + 2 * curves[curve].size
  // A DER OCTET STRING (2.3.3); some modules leave the wrapping out.
  const point = value.length === length ? value : enter(readDer(value, 'ecPoint'), tags.octetString).bytes
  if (curve === null || point.length !== length) throw new TokenRefused(new KeyStoreUnusable('DAMAGED'))
  return { curve, point: Uint8Array.from(point) }
}

function curveOf(oid: Uint8Array): CurveName | null {
  const names = Object.keys(curves) as CurveName[]
  return names.find((name) => equalBytes(objectIdentifier(curves[name].oid), oid)) ?? null
}

function findOne(session: TokenSession, kind: number, key: KeyId): Buffer | null {
  const [first, ...others] = findAll(session, kind, key)
  if (others.length > 0) throw new TokenRefused(new KeyStoreUnusable('DAMAGED'))
  return first ?? null
}

function findAll({ module, handle }: TokenSession, kind: number, key: KeyId): Buffer[] {
  module.C_FindObjectsInit(handle, [
    { type: attributes.class, value: kind },
    { type: attributes.token, value: true },
    { type: attributes.id, value: Buffer.from(key, 'ascii') },
  ])
  const found = module.C_FindObjects(handle, 3)
  module.C_FindObjectsFinal(handle)
  return found
}

const unsupported: ReadonlySet<number | null> = new Set([
  results.attributeValueInvalid,
  results.functionNotSupported,
  results.keyFunctionNotPermitted,
  results.mechanismInvalid,
  results.mechanismParameterInvalid,
  results.domainParametersInvalid,
  results.curveNotSupported,
])

/** Tells what the module will not do from its being gone. */
function refusing<Result>(act: () => Result): Result {
  try {
    return act()
  } catch (fault) {
    const result = resultOf(fault)
    if (unsupported.has(result)) throw new TokenRefused(new KeyStoreUnusable('NOT_SUPPORTED'))
    if (result === results.deviceMemory) throw new TokenRefused(new KeyStoreUnavailable('TOKEN_FULL'))
    throw fault
  }
}

const isTrue = (value: unknown) => value instanceof Uint8Array && value[0] === 1

function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? Uint8Array.from(value) : new Uint8Array()
}
