/**
 * Password Authenticated Connection Establishment over elliptic curves (Doc 9303-11, 4.4), the reader's side, and the steps that
 * the chip computes in the same way:
 *
 *     MSE:SET AT   80 algorithm, 83 secret (1 MRZ, 2 CAN), 84 curve
 *     GA  →  –                    ←  80 nonce, encrypted under the secret
 *     GA  →  81 key for mapping   ←  82 key for mapping
 *     GA  →  83 ephemeral key     ←  84 ephemeral key            both over the mapped generator
 *     GA  →  85 token             ←  86 token, 8A proof of the chip (CAM)
 */
import { concatBytes, equalBytes } from '../../core/bytes.ts'
import { objectIdentifier } from '../../core/der.ts'
import { encodeTlv } from '../../core/lds/tlv.ts'
import { curves, type CurveName } from '../../core/pki/curves.ts'
import { paceSeed, type AccessSecret } from './access-keys.ts'
import { command } from './apdu.ts'
import {
  codeOf,
  decryptCbc,
  deriveKey,
  encryptCbc,
  pad,
  sameSecret,
  unpad,
  type CipherName,
} from './card-crypto.ts'
import { sendOk, triesLeft, type ChipLine } from './chip-line.ts'
import { generalAuthenticate, readDynamicData } from './general-authenticate.ts'
import {
  agree,
  agreedPoint,
  makeKeyPair,
  mapGenerator,
  type KeyPair,
  type RandomSource,
} from './key-agreement.ts'
import { oidContent, paceAlgorithms } from './pace-algorithms.ts'
import {
  AccessKeyBlocked,
  AuthenticationFailed,
  ChipAnswerUnreadable,
  ProtocolNotSupported,
  UnexpectedStatus,
  WrongAccessKey,
} from './refusals.ts'
import { startSession, type SecureSession } from './secure-messaging.ts'

/** One way to do PACE that a chip offers in EF.CardAccess. */
export interface PaceChoice {
  /** Dotted, a row of `paceAlgorithms`. */
  readonly oid: string
  readonly curve: CurveName
  /** Whether the chip offers other curves too: only then the command names this one (Doc 9303-11, 4.4.4.1). */
  readonly isOneOfMany: boolean
}

export interface PaceResult {
  readonly session: SecureSession
  /** The chip's ephemeral key: Terminal Authentication is bound to it. */
  readonly chipKey: Uint8Array
  /** Chip Authentication Mapping only: to be checked with the chip's static key, once that is read and trusted. */
  readonly mapping: { readonly curve: CurveName; readonly key: Uint8Array; readonly proof: Uint8Array } | null
}

/** The key that encrypts the nonce (Doc 9303-11, 9.7.3). */
export const passwordKey = (cipher: CipherName, secret: AccessSecret) =>
  deriveKey(cipher, paceSeed(secret), 'password')

/** The code over the other side's ephemeral key (Doc 9303-11, 4.4.3.4): 7F49 { 06 algorithm, 86 point }. */
export function authenticationToken(
  { cipher, mac }: Pick<SecureSession, 'cipher' | 'mac'>,
  oid: string,
  key: Uint8Array,
): Uint8Array {
  return codeOf(cipher, mac, encodeTlv(0x7f49, concatBytes(objectIdentifier(oid), encodeTlv(0x86, key))))
}

/** The start value of 8A is the block of all ones, encrypted (Doc 9303-11, 4.4.3.5.1). */
const proofStart = ({ cipher, encryption }: SecureSession) =>
  encryptCbc(cipher, encryption, new Uint8Array(16).fill(0xff))

export const sealMappingProof = (session: SecureSession, proof: Uint8Array) =>
  encryptCbc(session.cipher, session.encryption, pad(proof, 16), proofStart(session))

/** Null for what is not padded as it should be. */
function openMappingProof(session: SecureSession, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length === 0 || sealed.length % 16 !== 0) return null
  return unpad(decryptCbc(session.cipher, session.encryption, sealed, proofStart(session)), 16)
}

const steps = {
  select: { name: 'MSE:SET AT', clause: '9303-11, 4.4.4.1' },
  nonce: { name: 'PACE nonce', clause: '9303-11, 4.4.3.3' },
  map: { name: 'PACE map nonce', clause: '9303-11, 4.4.3.3.1' },
  agree: { name: 'PACE key agreement', clause: '9303-11, 4.4.3.4' },
  token: { name: 'PACE token', clause: '9303-11, 4.4.4.2' },
} as const
type Step = (typeof steps)[keyof typeof steps]

const unreadable = ({ name, clause }: Step) => new ChipAnswerUnreadable(name, clause)

/**
 * Opens a session with what is printed on the card. Throws WrongAccessKey for another card's secret, AuthenticationFailed where the
 * chip offers keys that nobody may use.
 */
export async function authenticateByPace(
  line: ChipLine,
  choice: PaceChoice,
  input: { readonly secret: AccessSecret; readonly random: RandomSource },
): Promise<PaceResult> {
  const algorithm = paceAlgorithms[choice.oid]
  if (!algorithm) throw new ProtocolNotSupported(choice.oid)
  await selectPace(line, choice, input.secret)
  const mapped = await mapNonce(line, choice.curve, {
    key: passwordKey(algorithm.cipher, input.secret),
    cipher: algorithm.cipher,
    random: input.random,
  })
  const own = makeKeyPair(choice.curve, input.random, mapped.generator)
  const peer = await exchange(line, steps.agree, { send: 0x83, want: 0x84, content: own.point })
  if (equalBytes(peer, own.point)) throw new AuthenticationFailed('PACE', 'EQUAL_KEYS')
  const secret = agree(choice.curve, own.secret, peer)
  if (!secret) throw unreadable(steps.agree)
  const session = startSession(algorithm.cipher, secret)
  const proof = await exchangeTokens(line, choice.oid, { session, own: own.point, peer })
  if (algorithm.mapping === 'GM') return { session, chipKey: peer, mapping: null }
  const opened = proof && openMappingProof(session, proof)
  if (!opened) throw unreadable(steps.token)
  return { session, chipKey: peer, mapping: { curve: choice.curve, key: mapped.peer, proof: opened } }
}

async function selectPace(line: ChipLine, choice: PaceChoice, { kind }: AccessSecret): Promise<void> {
  const template = concatBytes(
    encodeTlv(0x80, oidContent(choice.oid)),
    encodeTlv(0x83, Uint8Array.of(kind === 'MRZ' ? 1 : 2)),
    choice.isOneOfMany ? encodeTlv(0x84, Uint8Array.of(curves[choice.curve].parameterId)) : new Uint8Array(0),
  )
  const { status } = await line.send(command(0x0022c1a4, template))
  if (status === 0x6983 || status === 0x63c0) throw new AccessKeyBlocked()
  if (status !== 0x9000) throw new UnexpectedStatus(steps.select.name, status, steps.select.clause)
}

interface NonceKey {
  readonly key: Uint8Array
  readonly cipher: CipherName
  readonly random: RandomSource
}

/** Steps 1 and 2: the chip's nonce and both mapping keys give the generator of this session. */
async function mapNonce(line: ChipLine, curve: CurveName, { key, cipher, random }: NonceKey) {
  const encrypted = await exchange(line, steps.nonce, { send: null, want: 0x80, content: new Uint8Array(0) })
  if (encrypted.length === 0 || encrypted.length % 16 !== 0) throw unreadable(steps.nonce)
  const nonce = decryptCbc(cipher, key, encrypted)
  const own: KeyPair = makeKeyPair(curve, random)
  const peer = await exchange(line, steps.map, { send: 0x81, want: 0x82, content: own.point })
  if (equalBytes(peer, own.point)) throw new AuthenticationFailed('PACE', 'EQUAL_KEYS')
  const generator = mapGenerator(curve, nonce, agreedPoint(curve, own.secret, peer))
  if (!generator) throw unreadable(steps.map)
  return { generator, peer }
}

/** One GENERAL AUTHENTICATE of the chain: one object there, one object back. */
async function exchange(
  line: ChipLine,
  step: Step,
  {
    send,
    want,
    content,
  }: { readonly send: number | null; readonly want: number; readonly content: Uint8Array },
): Promise<Uint8Array> {
  const asked = new Map(send === null ? [] : [[send, content]])
  const answer = readDynamicData(await sendOk(line, step, generalAuthenticate(asked, false)))?.get(want)
  if (!answer) throw unreadable(step)
  return answer
}

/** The last step: the chip learns whether the secret was right, and so do we. Gives 8A where there is one. */
async function exchangeTokens(
  line: ChipLine,
  oid: string,
  {
    session,
    own,
    peer,
  }: { readonly session: SecureSession; readonly own: Uint8Array; readonly peer: Uint8Array },
): Promise<Uint8Array | undefined> {
  const token = authenticationToken(session, oid, peer)
  const { data, status } = await line.send(generalAuthenticate(new Map([[0x85, token]]), true))
  const tries = triesLeft(status)
  if (tries !== null || status === 0x6300) throw new WrongAccessKey(tries)
  if (status !== 0x9000) throw new UnexpectedStatus(steps.token.name, status, steps.token.clause)
  const answer = readDynamicData(data)
  const theirs = answer?.get(0x86)
  if (!theirs) throw unreadable(steps.token)
  if (!sameSecret(theirs, authenticationToken(session, oid, own)))
    throw new AuthenticationFailed('PACE', 'TOKEN')
  return answer?.get(0x8a)
}
