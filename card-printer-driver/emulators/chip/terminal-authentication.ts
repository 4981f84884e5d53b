/**
 * Terminal Authentication version 1, the chip's side (TR-03110-1, 3.4; TR-03110-3, B.3 and B.11): the reader shows certificates from
 * the chip's trust anchor down to its own, and signs the chip's challenge. Only after Chip Authentication.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { concatBytes } from '../../../core/bytes.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { asciiBytes } from '../../../core/der.ts'
import { chipFiles } from '../../../core/lds/chip-files.ts'
import { encodeTlv, readTlvs } from '../../../core/lds/tlv.ts'
import { cvTags } from '../../../core/pki/cv-certificate.ts'
import { derSignature } from '../../../core/pki/plain-signature.ts'
import { encodePublicKey } from '../../../core/pki/public-key.ts'
import { type CvCertificate, readCvCertificate } from '../../../core/pki/read-cv-certificate.ts'
import type { PublicCrypto } from '../../../core/pki/signing-key.ts'
import { cvTrustPoint, followCvCertificate } from '../../../core/pki/verify-cv-chain.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { signatureHash } from '../../chip/card-crypto.ts'
import { fileArea } from './files.ts'
import type { ChipMemory } from './memory.ts'
import type { Card, Session } from './session.ts'

export const anchorArea = 'cvca'
const dateArea = 'date'

/** The certificate that chains begin with; null before personalisation. */
export function trustAnchor(memory: ChipMemory): CvCertificate | null {
  return memory.has(anchorArea) ? readCvCertificate(memory.read(anchorArea)) : null
}

/** A chip has no clock: the date is the newest that a trusted certificate began with (TR-03110-3, B.11.1). */
function today(memory: ChipMemory, anchor: CvCertificate): CalendarDate {
  const kept = memory.read(dateArea)
  return kept.length === 0 ? anchor.effective : parseCalendarDate(String.fromCharCode(...kept))
}

function referenceIn(data: Uint8Array): string | null {
  const object = readTlvs(data, null).find(({ tag }) => tag === 0x83)
  return object ? String.fromCharCode(...object.content) : null
}

/** MSE:Set DST with 83 the reference of the key that the next certificate is signed by. */
export function chooseAuthority({ memory, session }: Card, { data }: CommandApdu): ResponseApdu {
  const { terminal } = session
  if (!session.terminalKey) return status(0x6985)
  const reference = referenceIn(data)
  const anchor = trustAnchor(memory)
  const known = [anchor && cvTrustPoint(anchor), terminal.latest]
  terminal.authority = known.find((one) => one?.holder === reference) ?? null
  return status(terminal.authority ? 0x9000 : 0x6a88)
}

/** PSO:Verify Certificate with body and signature, without their 7F21. */
export function verifyCertificate({ memory, session }: Card, { data }: CommandApdu): ResponseApdu {
  const { terminal } = session
  const anchor = trustAnchor(memory)
  if (!terminal.authority || !anchor) return status(0x6985)
  const certificate = readCvCertificate(encodeTlv(cvTags.certificate, data))
  const date = today(memory, anchor)
  const next = followCvCertificate(terminal.authority, certificate, { today: date, crypto: chipCrypto })
  terminal.authority = null
  if (typeof next === 'string') return status(0x6300)
  terminal.latest = next
  // Foreign verifiers do not move the date (TR-03110-3, B.11.1).
  const movesDate = certificate.role === 'CVCA' || certificate.role === 'DV_DOMESTIC'
  if (movesDate && certificate.effective > date) memory.put(dateArea, asciiBytes(certificate.effective))
  // A link certificate makes the new CVCA the anchor.
  if (certificate.role === 'CVCA') memory.put(anchorArea, certificate.whole)
  return status(0x9000)
}

/** MSE:Set AT with 83 the reference of the reader's own certificate. */
export function chooseTerminal({ session }: Card, { data }: CommandApdu): ResponseApdu {
  const { terminal } = session
  const isLatest = terminal.latest?.role === 'TERMINAL' && terminal.latest.holder === referenceIn(data)
  terminal.chosen = isLatest ? terminal.latest : null
  return status(terminal.chosen ? 0x9000 : 0x6a88)
}

/** EXTERNAL AUTHENTICATE: the signature over chip's name ‖ challenge ‖ X of the reader's ephemeral key (TR-03110-3, B.3.2). */
export function authenticateTerminal({ memory, session }: Card, { data }: CommandApdu): ResponseApdu {
  const { challenge, terminalKey, terminal } = session
  const { chosen } = terminal
  session.challenge = null
  terminal.chosen = null
  if (!chosen || !challenge || !terminalKey) return status(0x6985)
  const signature = derSignature(data, chosen.key.curve)
  const message = concatBytes(chipName(memory, session), challenge, terminalKey)
  if (!signature || !chipCrypto.verify(chosen.key, chosen.algorithm, message, signature))
    return status(0x6300)
  terminal.verified = chosen.rights
  return status(0x9000)
}

/** After PACE the chip's ephemeral key, after BAC the document number with its check digit, as DG1 has it. */
function chipName(memory: ChipMemory, { paceChipKey }: Session): Uint8Array {
  // 61 L 5F1F L and the MRZ, its number from the sixth letter on.
  const mrz = memory.read(fileArea({ application: true, fid: chipFiles.DG1.fid })).subarray(5)
  return paceChipKey ?? mrz.subarray(5, 15)
}

const hashes = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const

const chipCrypto: PublicCrypto = {
  hash: (name, data) => Uint8Array.from(createHash(hashes[name]).update(data).digest()),
  verify(key, algorithm, data, signature) {
    const spki = Buffer.from(encodePublicKey(key, 'NAMED'))
    try {
      const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
      return verify(signatureHash[algorithm], data, publicKey, signature)
    } catch {
      // A point that is not on its curve.
      return false
    }
  },
}
