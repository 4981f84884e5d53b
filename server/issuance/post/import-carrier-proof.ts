import { equalBytes } from '../../../core/bytes.ts'
import { fromPem } from '../../../core/cms/certificate.ts'
import { type CarrierProof, carrierProofSchema } from '../../../core/contracts/carrier-proof.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { AccessRefused } from '../../kernel/errors.ts'
import { demand } from '../../kernel/authorise.ts'
import { FileNotSigned, FileUnreadable, jsonOf, type SignedFile, signerOf } from '../signed-file.ts'
import { deliverCard } from './deliver-card.ts'
import { MailingSettled } from './open-mailing.ts'
import { takeBackCard } from './take-back-card.ts'

export interface ProofImport {
  readonly delivered: number
  readonly returned: number
  /** Noted by an earlier file or by hand. */
  readonly known: number
  readonly refused: readonly { readonly tracking: string; readonly code: string }[]
}

/**
 * The carrier's signed file: what it delivered comes into force, what it gave back lies on the shelf again. Each letter in a transaction of its
 * own; taken in again, it changes nothing.
 */
export async function importCarrierProof(app: App, actor: Actor, file: SignedFile): Promise<ProofImport> {
  demand(actor, 'card.post')
  const parsed = carrierProofSchema.safeParse(jsonOf(file.content))
  if (!parsed.success) throw new FileUnreadable()
  const { carrier, letters } = parsed.data
  await demandCarrier(app, carrier, file)
  const proofSha256 = await app.blobs.put(file.content)
  const told = { delivered: 0, returned: 0, known: 0 }
  const refused: { tracking: string; code: string }[] = []
  for (const letter of letters) {
    try {
      const outcome = await settleLetter(app, actor, { carrier, letter, proofSha256 })
      told[outcome]++
    } catch (refusal) {
      if (!(refusal instanceof DomainError || refusal instanceof AccessRefused)) throw refusal
      if (refusal instanceof MailingSettled) told.known++
      else refused.push({ tracking: letter.tracking, code: refusal.code })
    }
  }
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'carrier.import',
      subjectKind: 'carrier',
      subjectId: carrier,
      details: { ...told, refused: refused.length, proofSha256 },
    }),
  )
  return { ...told, refused }
}

async function demandCarrier(app: App, code: string, file: SignedFile): Promise<void> {
  const certificate = await signerOf(file)
  const carrier = await app.db.postalCarrier.findUnique({ where: { code } })
  const isTheirs =
    carrier?.certificate && equalBytes(fromPem('CERTIFICATE', carrier.certificate), certificate.der)
  const now = app.clock()
  const isValid = certificate.notBefore.getTime() <= now && now <= certificate.notAfter.getTime()
  if (!isTheirs || !isValid) throw new FileNotSigned('CARRIER')
}

class UnknownLetter extends DomainError<'UNKNOWN_LETTER'> {
  constructor() {
    super('UNKNOWN_LETTER', {
      vi: 'Không có bưu gửi với mã vận đơn này.',
      en: 'No letter has this tracking number.',
    })
  }
}

interface Told {
  readonly carrier: string
  readonly letter: CarrierProof['letters'][number]
  readonly proofSha256: string
}

async function settleLetter(
  app: App,
  actor: Actor,
  { carrier, letter, proofSha256 }: Told,
): Promise<'delivered' | 'returned'> {
  const trackingNumber = letter.tracking.toUpperCase()
  const where = { carrier_trackingNumber: { carrier, trackingNumber } }
  const mailing = await app.db.mailing.findUnique({ where, select: { id: true } })
  if (!mailing) throw new UnknownLetter()
  const { id: mailingId } = mailing
  if (letter.outcome === 'RETURNED') {
    await takeBackCard(app, actor, { mailingId, reason: letter.reason, proofSha256 })
    return 'returned'
  }
  const { receipt, at } = letter
  await deliverCard(app, actor, { mailingId, receipt, deliveredAt: Date.parse(at), proofSha256 })
  return 'delivered'
}
