import { createHash } from 'node:crypto'
import { verifyCountersignature } from '../../core/cms/countersignature.ts'
import { openPacket, type PacketOpening } from '../../core/cms/open-packet.ts'
import { countersignatureFile, type PacketManifest } from '../../core/enrollment/packet.ts'
import { unpackFiles } from '../../core/enrollment/packet-files.ts'
import { DomainError } from '../../core/errors.ts'
import { instantAt } from '../kernel/clock.ts'

const dayMs = 86_400_000
/** Kiosk clocks may run ahead of ours by so much. */
const clockSkewMs = 5 * 60_000

/** Signed by somebody, but not by those whom the manifest and the upload name, or by fewer persons than the law wants. */
export class PacketSignersWrong extends DomainError<'PACKET_SIGNERS_WRONG'> {
  constructor(signer: 'OPERATOR' | 'KIOSK' | 'SUPERVISOR' | 'SAME_PERSON' | 'REVOKED') {
    super(
      'PACKET_SIGNERS_WRONG',
      {
        vi: 'Người hoặc máy ký gói hồ sơ không đúng với bản kê, hoặc chữ ký không còn giá trị.',
        en: 'The packet is not signed by those whom its manifest names, or by a certificate that was revoked.',
      },
      { signer },
    )
  }
}

/** The manifest names another application, centre or machine than the upload did. */
export class PacketManifestForeign extends DomainError<'PACKET_MANIFEST_FOREIGN'> {
  constructor(field: 'applicationCode' | 'centre' | 'machine') {
    super(
      'PACKET_MANIFEST_FOREIGN',
      {
        vi: 'Bản kê trong gói thuộc hồ sơ, điểm thu nhận hoặc máy khác.',
        en: 'The manifest is of another file, centre or machine.',
      },
      { field },
    )
  }
}

/** By what packets are opened and their signers believed. */
export interface PacketTrust {
  /** The private key behind a subject key identifier, if it is one of the centre's. */
  readonly recipientKeys: (keyId: string, centre: string) => ReturnType<PacketOpening['recipientKeys']>
  /** Issuing authorities' certificates, DER. */
  readonly issuers: readonly Uint8Array[]
  /** Serial numbers among the given ones that were revoked. */
  readonly revokedAmong: (serials: readonly string[]) => Promise<readonly string[]>
}

export interface PacketQuestion extends PacketTrust {
  readonly expected: { readonly applicationCode: string; readonly centre: string; readonly machine: string }
  readonly receivedAt: number
  readonly longestOfflineDays: number
}

export interface PacketContent {
  readonly manifest: PacketManifest
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** As it came in, with what the kiosk's lines of evidence are checked by. */
export interface OpenedContent extends PacketContent {
  /** X.509, DER: the kiosk that signed the packet. */
  readonly machineCertificate: Uint8Array
}

const sha256 = async (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())

/** Opens a packet and proves everything about it that cryptography can prove. Throws the refusals of core/cms and the two above. */
export async function readPacket(sealed: Uint8Array, question: PacketQuestion): Promise<OpenedContent> {
  const { issuers, expected, receivedAt } = question
  const opened = await openPacket(sealed, {
    recipientKeys: (keyId) => question.recipientKeys(keyId, expected.centre),
    trust: {
      issuers,
      signedBetween: {
        earliest: instantAt(receivedAt - question.longestOfflineDays * dayMs),
        latest: instantAt(receivedAt + clockSkewMs),
      },
    },
  })
  const [operator, kiosk] = opened.signers
  const { manifest, manifestBytes, files } = await unpackFiles(opened.content, sha256)
  for (const field of ['applicationCode', 'centre', 'machine'] as const) {
    if (manifest[field] !== expected[field]) throw new PacketManifestForeign(field)
  }
  if (operator.subject.id !== manifest.operator) throw new PacketSignersWrong('OPERATOR')
  if (kiosk.subject.id !== manifest.machine || kiosk.subject.centre !== manifest.centre)
    throw new PacketSignersWrong('KIOSK')
  if (manifest.supervisor === manifest.operator) throw new PacketSignersWrong('SAME_PERSON')
  const supervisor = await verifyCountersignature(new TextDecoder().decode(files.get(countersignatureFile)), {
    manifestHash: createHash('sha256').update(manifestBytes).digest('hex'),
    issuers,
    at: operator.signingTime,
  })
  if (supervisor.subject.id !== manifest.supervisor) throw new PacketSignersWrong('SUPERVISOR')
  const revoked = await question.revokedAmong([operator.serial, kiosk.serial, supervisor.serial])
  if (revoked.length > 0) throw new PacketSignersWrong('REVOKED')
  return { manifest, files, machineCertificate: kiosk.certificate }
}
