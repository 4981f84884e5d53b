/**
 * Terminal Authentication version 1 (TR-03110-1, 3.5; TR-03110-3, B.1 and C): the reader shows card-verifiable certificates from the
 * chip's trust anchor down to its own, and signs
 *
 *     chip's name ‖ challenge ‖ X of the reader's Chip Authentication key
 *
 * so that the chip opens fingers and irises. Only after Chip Authentication.
 */
import { concatBytes } from '../../core/bytes.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { encodeTlv, readTlv, readTlvs, type Tlv } from '../../core/lds/tlv.ts'
import { cvTags } from '../../core/pki/cv-certificate.ts'
import { plainSignature } from '../../core/pki/plain-signature.ts'
import { algorithmOf, type SigningKey } from '../../core/pki/signing-key.ts'
import { command } from './apdu.ts'
import { sendOk } from './chip-line.ts'
import { AuthenticationFailed, ChipAnswerUnreadable, UnexpectedStatus } from './refusals.ts'
import type { SecureChannel } from './secure-channel.ts'

/** A reader that somebody certified: links of the CVCA if the chip's anchor is older, the verifier's certificate, its own. */
export interface CertifiedTerminal {
  /** From 7F21 on, from the chip's trust anchor downwards. */
  readonly certificates: readonly Uint8Array[]
  /** The private half of the last one. */
  readonly key: SigningKey
}

const steps = {
  issuer: { name: 'MSE:SET DST', clause: 'TR-03110-3, B.11.4' },
  certificate: { name: 'PSO:VERIFY CERTIFICATE', clause: 'TR-03110-3, B.11.5' },
  key: { name: 'MSE:SET AT', clause: 'TR-03110-3, B.11.6' },
  challenge: { name: 'GET CHALLENGE', clause: 'TR-03110-3, B.11.7' },
  proof: { name: 'EXTERNAL AUTHENTICATE', clause: 'TR-03110-3, B.11.8' },
} as const

/**
 * Throws AuthenticationFailed with the certificate, or the signature, that the chip would not have. `readerKey` is what
 * Chip Authentication gave.
 */
export async function authenticateTerminal(
  channel: SecureChannel,
  terminal: CertifiedTerminal,
  readerKey: Uint8Array,
): Promise<void> {
  const certificates = terminal.certificates.map(readReferences)
  const last = certificates.at(-1)
  if (!last) throw new AuthenticationFailed('TA', 'NO_CERTIFICATE')
  for (const [i, one] of certificates.entries()) await showCertificate(channel, one, `CERTIFICATE_${i + 1}`)
  await sendOk(channel, steps.key, command(0x002281a4, encodeTlv(0x83, last.holder)))
  const challenge = await sendOk(channel, steps.challenge, command(0x00840000, undefined, 8))
  if (challenge.length !== 8) throw new ChipAnswerUnreadable(steps.challenge.name, steps.challenge.clause)
  const { key } = terminal
  const signed = concatBytes(channel.chipBinding, challenge, readerKey)
  const signature = plainSignature(await key.sign(algorithmOf[key.curve], signed), key.curve)
  const { status } = await channel.send(command(0x00820000, signature))
  if (status === 0x9000) return
  if (status === 0x6300 || status === 0x6982) throw new AuthenticationFailed('TA', 'SIGNATURE')
  throw new UnexpectedStatus(steps.proof.name, status, steps.proof.clause)
}

interface CertificateParts {
  /** Body and signature, as the chip wants them: without 7F21. */
  readonly content: Uint8Array
  readonly authority: Uint8Array
  readonly holder: Uint8Array
}

/** Only what the commands need: the chip verifies. */
function readReferences(certificate: Uint8Array): CertificateParts {
  try {
    const { content } = readTlv(certificate, cvTags.certificate, null)
    const body = readTlvs(content, null).find(({ tag }) => tag === cvTags.body)
    const parts = body ? readTlvs(body.content, null) : []
    return { content, authority: contentOf(parts, cvTags.authority), holder: contentOf(parts, cvTags.holder) }
  } catch (error) {
    if (error instanceof LdsError) throw new AuthenticationFailed('TA', 'CERTIFICATE_UNREADABLE')
    throw error
  }
}

function contentOf(parts: readonly Tlv[], tag: number): Uint8Array {
  const found = parts.find((one) => one.tag === tag)
  if (!found) throw new AuthenticationFailed('TA', 'CERTIFICATE_UNREADABLE')
  return found.content
}

async function showCertificate(channel: SecureChannel, one: CertificateParts, part: string): Promise<void> {
  const chosen = await channel.send(command(0x002281b6, encodeTlv(0x83, one.authority)))
  if (chosen.status === 0x6a88) throw new AuthenticationFailed('TA', 'TRUST_ANCHOR')
  if (chosen.status !== 0x9000)
    throw new UnexpectedStatus(steps.issuer.name, chosen.status, steps.issuer.clause)
  const { status } = await channel.send(command(0x002a00be, one.content))
  if (status === 0x6300 || status === 0x6982) throw new AuthenticationFailed('TA', part)
  if (status !== 0x9000) throw new UnexpectedStatus(steps.certificate.name, status, steps.certificate.clause)
}
