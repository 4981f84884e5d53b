/**
 * Chip Authentication over elliptic curves (Doc 9303-11, 6.2): the chip agrees on new keys with the static key that DG14 names; if
 * it can go on speaking under them, it has the private half. With AES
 *
 *     MSE:SET AT   80 algorithm, 84 key           GA  7C { 80 the reader's key }  →  7C {}
 *
 * and with triple DES all in one: MSE:SET KAT  91 the reader's key, 84 key.
 */
import { concatBytes } from '../../core/bytes.ts'
import {
  DerError,
  enter,
  expectEnd,
  readDer,
  readObjectIdentifier,
  readUnsignedInteger,
  tags,
} from '../../core/der.ts'
import { chipFiles } from '../../core/lds/chip-files.ts'
import type { SecurityInfo } from '../../core/lds/security-infos.ts'
import { encodeTlv } from '../../core/lds/tlv.ts'
import { curves } from '../../core/pki/curves.ts'
import { readPublicKey } from '../../core/pki/public-key.ts'
import type { PublicPoint } from '../../core/pki/signing-key.ts'
import { command, twoBytes } from './apdu.ts'
import { sendOk } from './chip-line.ts'
import { generalAuthenticate } from './general-authenticate.ts'
import { agree, makeKeyPair, provesMapping, xOf, type RandomSource } from './key-agreement.ts'
import { chipAuthenticationCiphers, curveOfParameters, oidContent } from './pace-algorithms.ts'
import { ChipNotGenuine, ProtocolNotSupported, SecureMessagingBroken } from './refusals.ts'
import type { SecureChannel } from './secure-channel.ts'
import { startSession } from './secure-messaging.ts'

export interface ChipAuthenticationChoice {
  /** Dotted, a row of `chipAuthenticationCiphers`. */
  readonly oid: string
  readonly key: PublicPoint
  /** Null where the chip has one key and does not number it. */
  readonly keyId: number | null
}

const tripleDes = '0.4.0.127.0.7.2.2.3.2.1'

/** The strongest that DG14, or EF.CardSecurity, offers; null where it offers none that we know. */
export function chooseChipAuthentication(infos: readonly SecurityInfo[]): ChipAuthenticationChoice | null {
  const ways = infos.filter((info) => info.kind === 'CHIP_AUTHENTICATION')
  const choices = chipKeys(infos).flatMap(({ key, keyId }) => {
    const oids = ways
      .filter((way) => way.keyId === keyId && way.oid in chipAuthenticationCiphers)
      .map(({ oid }) => oid)
    // Without a way of its own a key is for triple DES (Doc 9303-11, 9.2.5).
    const [oid] = oids.length === 0 && ways.length === 0 ? [tripleDes] : oids.toSorted().reverse()
    return oid === undefined ? [] : [{ oid, key, keyId }]
  })
  return choices[0] ?? null
}

/** Keys on curves that we know. */
export function chipKeys(
  infos: readonly SecurityInfo[],
): readonly { readonly key: PublicPoint; readonly keyId: number | null }[] {
  return infos.flatMap((info) => {
    if (info.kind !== 'CHIP_AUTHENTICATION_KEY') return []
    const key = pointOf(info.spki)
    return key ? [{ key, keyId: info.keyId }] : []
  })
}

function pointOf(spki: Uint8Array): PublicPoint | null {
  try {
    const { algorithm, bits, key } = readPublicKey(spki)
    return algorithm === standardizedParameters ? standardizedPoint(spki, bits) : key
  } catch (error) {
    if (error instanceof DerError) return null
    throw error
  }
}

/** A curve by its number in place of its parameters (Doc 9303-11, 9.5.1), as many chips have it in EF.CardSecurity. */
const standardizedParameters = '0.4.0.127.0.7.1.2'

function standardizedPoint(spki: Uint8Array, point: Uint8Array): PublicPoint | null {
  const algorithm = enter(enter(readDer(spki, 'chipAuthenticationKey'), tags.sequence), tags.sequence)
  readObjectIdentifier(algorithm)
  const [id] = readUnsignedInteger(algorithm, 1)
  expectEnd(algorithm)
  const curve = curveOfParameters(id ?? 0)
  return curve && point.length === 1 + 2 * curves[curve].size ? { curve, point } : null
}

const chooseKey = { name: 'MSE:SET AT', clause: '9303-11, 6.2.4.2' }
const agreeKeys = { name: 'GENERAL AUTHENTICATE', clause: '9303-11, 6.2.4.3' }
const agreeInOneStep = { name: 'MSE:SET KAT', clause: '9303-11, 6.2.4.1' }

/**
 * Moves the channel to keys agreed on with the chip's static key, and has the chip speak under them once. The key must have been
 * read under a verified SOD before or after. Gives X of the reader's ephemeral key: Terminal Authentication signs it. Throws
 * ChipNotGenuine.
 */
export async function authenticateChip(
  channel: SecureChannel,
  choice: ChipAuthenticationChoice,
  random: RandomSource,
): Promise<Uint8Array> {
  const { oid, key } = choice
  const cipher = chipAuthenticationCiphers[oid]
  if (!cipher) throw new ProtocolNotSupported(oid)
  const own = makeKeyPair(key.curve, random)
  const secret = agree(key.curve, own.secret, key.point)
  if (!secret) throw new ChipNotGenuine('CHIP_AUTHENTICATION')
  await sendKey(channel, choice, own.point)
  channel.changeKeys(startSession(cipher, secret))
  await hearUnderNewKeys(channel)
  return xOf(key.curve, own.point)
}

async function sendKey(channel: SecureChannel, choice: ChipAuthenticationChoice, point: Uint8Array) {
  const { oid, keyId } = choice
  const reference = keyId === null ? new Uint8Array(0) : encodeTlv(0x84, Uint8Array.of(keyId))
  if (oid === tripleDes) {
    await sendOk(channel, agreeInOneStep, command(0x002241a6, concatBytes(encodeTlv(0x91, point), reference)))
    return
  }
  await sendOk(
    channel,
    chooseKey,
    command(0x002241a4, concatBytes(encodeTlv(0x80, oidContent(oid)), reference)),
  )
  await sendOk(channel, agreeKeys, generalAuthenticate(new Map([[0x80, point]]), true))
}

/** Any command will do; selecting EF.COM changes nothing for those who select what they read. */
async function hearUnderNewKeys(channel: SecureChannel): Promise<void> {
  const { fid } = chipFiles.COM
  try {
    await channel.send(command(0x00a4020c, twoBytes(fid)))
  } catch (error) {
    if (error instanceof SecureMessagingBroken) throw new ChipNotGenuine('CHIP_AUTHENTICATION')
    throw error
  }
}

/**
 * After PACE with Chip Authentication Mapping: whether the chip holds the private half of this key, which must come from a verified
 * EF.CardSecurity or DG14 (Doc 9303-11, 4.4.3.5.2). Throws ChipNotGenuine.
 */
export function checkMapping({ mapping }: Pick<SecureChannel, 'mapping'>, key: PublicPoint): void {
  const holds =
    mapping !== null &&
    mapping.curve === key.curve &&
    provesMapping(key.curve, mapping.proof, key.point, mapping.key)
  if (!holds) throw new ChipNotGenuine('CHIP_AUTHENTICATION_MAPPING')
}
