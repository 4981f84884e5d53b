/** Password Authenticated Connection Establishment, the chip's side: generic mapping, and Chip Authentication Mapping (Doc 9303-11, 4.4). */
import { randomBytes } from 'node:crypto'
import { equalBytes, toHex } from '../../../core/bytes.ts'
import { asciiBytes } from '../../../core/der.ts'
import { encodeTlv, readTlv, readTlvs } from '../../../core/lds/tlv.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { deriveKey, encryptCbc, sameSecret } from '../../chip/card-crypto.ts'
import { agree, agreedPoint, makeKeyPair, mapGenerator, mappingProof, xOf } from '../../chip/key-agreement.ts'
import { authenticationToken, sealMappingProof } from '../../chip/pace.ts'
import { curveOfParameters, oidContent, paceAlgorithms } from '../../chip/pace-algorithms.ts'
import { startSession, type SecureSession } from '../../chip/secure-messaging.ts'
import { countTry, forgetTries, passwordArea, passwordKinds, triesLeft } from './access-secrets.ts'
import { cardAccess } from './files.ts'
import { keyFor } from './keys.ts'
import { guarded } from './life-cycle.ts'
import { type Card, forgetTerminal, type PaceRun } from './session.ts'
import { trustAnchor } from './terminal-authentication.ts'

/** What the chip offers stands in its own EF.CardAccess: SEQUENCE { protocol, version 2, parameters } (Doc 9303-11, 9.2.3). */
function offered(card: Card, oid: Uint8Array): readonly number[] {
  const infos = readTlvs(readTlv(cardAccess(card.memory), 0x31, null).content, null)
  return infos.flatMap(({ content }) => {
    const [protocol, , parameters] = readTlvs(content, null)
    return protocol && parameters && equalBytes(protocol.content, oid) ? [parameters.content.at(-1) ?? 0] : []
  })
}

const protocols = new Map(
  Object.entries(paceAlgorithms).map(([oid, algorithm]) => [toHex(oidContent(oid)), { oid, algorithm }]),
)

/** MSE:Set AT: 80 protocol, 83 password, 84 parameters where several are offered, 7F4C rights asked for (Doc 9303-11, 4.4.4.1). */
export function startPace(card: Card, { data }: CommandApdu): ResponseApdu {
  const { memory, session } = card
  session.pace = null
  if (!guarded(memory)) return status(0x6985)
  const objects = new Map(readTlvs(data, null).map(({ tag, content }) => [tag, content]))
  const oid = objects.get(0x80)
  const password = passwordKinds.get(objects.get(0x83)?.[0] ?? 0)
  const protocol = oid && protocols.get(toHex(oid))
  if (!oid || !password || !protocol) return status(0x6a80)
  const parameters = offered(card, oid)
  const wanted = objects.get(0x84)?.[0] ?? (parameters.length === 1 ? parameters[0] : undefined)
  const curve = wanted !== undefined && parameters.includes(wanted) ? curveOfParameters(wanted) : null
  if (!curve) return status(0x6a80)
  if (!memory.has(passwordArea(password))) return status(0x6a88)
  if (password === 'CAN' && triesLeft(memory) <= 0) return status(0x6983)
  const blank = { nonce: null, mapping: null, ephemeral: null, readerKey: null, secret: null }
  session.pace = { ...protocol, curve, password, terminal: objects.has(0x7f4c), ...blank }
  return status(0x9000)
}

/** GENERAL AUTHENTICATE, four times (Doc 9303-11, 4.4.4.2). Whatever goes wrong ends the run. */
export function continuePace(card: Card, run: PaceRun, { cla, data }: CommandApdu): ResponseApdu {
  const [object, ...more] = readTlvs(readTlv(data, 0x7c, null).content, null)
  const last = (cla & 0x10) === 0
  const step = more.length === 0 ? steps.get(object?.tag ?? 0) : undefined
  const answer = step && last === (step === confirm) ? step(card, run, object?.content ?? data) : null
  if (!answer || answer.status !== 0x9000 || last) card.session.pace = null
  return answer ?? status(0x6985)
}

type Step = (card: Card, run: PaceRun, value: Uint8Array) => ResponseApdu | null

const answered = (...objects: readonly Uint8Array[]): ResponseApdu => ({
  data: encodeTlv(0x7c, ...objects),
  status: 0x9000,
})

/** s under the key of the password. */
const sendNonce: Step = ({ memory }, run) => {
  if (run.nonce) return null
  const { algorithm } = run
  const key = deriveKey(algorithm.cipher, memory.read(passwordArea(run.password)), 'password')
  run.nonce = Uint8Array.from(randomBytes(16))
  return answered(encodeTlv(0x80, encryptCbc(algorithm.cipher, key, run.nonce)))
}

const map: Step = (card, run, readerPoint) => {
  if (!run.nonce || run.mapping) return null
  run.mapping = makeKeyPair(run.curve, randomBytes)
  if (equalBytes(readerPoint, run.mapping.point)) return status(0x6300)
  const generator = mapGenerator(
    run.curve,
    run.nonce,
    agreedPoint(run.curve, run.mapping.secret, readerPoint),
  )
  if (!generator) return status(0x6a80)
  run.ephemeral = makeKeyPair(run.curve, randomBytes, generator)
  return answered(encodeTlv(0x82, run.mapping.point))
}

const agreeKey: Step = (_, run, readerPoint) => {
  if (!run.ephemeral || run.secret) return null
  const secret = agree(run.curve, run.ephemeral.secret, readerPoint)
  if (!secret) return status(0x6a80)
  if (equalBytes(readerPoint, run.ephemeral.point)) return status(0x6300)
  run.secret = secret
  run.readerKey = Uint8Array.from(readerPoint)
  return answered(encodeTlv(0x84, run.ephemeral.point))
}

const confirm: Step = (card, run, readerToken) => {
  const { memory, session } = card
  if (!run.secret || !run.ephemeral || !run.readerKey) return null
  if (run.password === 'CAN') countTry(memory)
  const opened = startSession(run.algorithm.cipher, run.secret)
  if (!sameSecret(authenticationToken(opened, run.oid, run.ephemeral.point), readerToken)) {
    return status(run.password === 'CAN' ? 0x63c0 | Math.min(15, triesLeft(memory)) : 0x6300)
  }
  forgetTries(memory)
  const proof = chipProof(card, run, opened)
  if (proof === null) return status(0x6985)
  const anchor = run.terminal ? trustAnchor(memory) : null
  session.next = opened
  session.access = run.password
  forgetTerminal(session)
  session.paceChipKey = xOf(run.curve, run.ephemeral.point)
  return answered(
    encodeTlv(0x86, authenticationToken(opened, run.oid, run.readerKey)),
    anchor ? encodeTlv(0x87, asciiBytes(anchor.holder)) : new Uint8Array(0),
    proof,
  )
}

/** With Chip Authentication Mapping: 8A, the proof under the session's key (Doc 9303-11, 4.4.3.5). */
function chipProof({ memory }: Card, run: PaceRun, opened: SecureSession): Uint8Array | null {
  if (run.algorithm.mapping === 'GM') return new Uint8Array(0)
  const key = keyFor(memory, 'CHIP_AUTHENTICATION')
  if (key?.curve !== run.curve || !run.mapping) return null
  const proof = mappingProof(run.curve, run.mapping.secret, BigInt(`0x${toHex(key.secret)}`))
  return encodeTlv(0x8a, sealMappingProof(opened, proof))
}

const steps = new Map<number, Step>([
  [0, sendNonce],
  [0x81, map],
  [0x83, agreeKey],
  [0x85, confirm],
])
