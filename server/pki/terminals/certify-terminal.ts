import { DomainError } from '../../../core/errors.ts'
import type { CvRights } from '../../../core/pki/cv-certificate.ts'
import { readPublicKey } from '../../../core/pki/public-key.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { CscaUnusable } from '../card/card-certificates.ts'
import { cvDays, cvLinks, keepCv, newestCv, nextReference, signCv } from './cv-certificates.ts'

export class TerminalKeyRefused extends DomainError<'TERMINAL_KEY_REFUSED'> {
  constructor() {
    super('TERMINAL_KEY_REFUSED', {
      vi: 'Khóa của thiết bị đọc phải là khóa brainpoolP256r1, dạng SubjectPublicKeyInfo (DER). Hãy tạo lại khóa.',
      en: 'A terminal’s key must be of brainpoolP256r1, as SubjectPublicKeyInfo in DER. Make another one.',
    })
  }
}

export class TerminalNameRefused extends DomainError<'TERMINAL_NAME_REFUSED'> {
  constructor() {
    super('TERMINAL_NAME_REFUSED', {
      vi: 'Tên thiết bị đọc gồm 1 đến 9 chữ cái in hoa hoặc chữ số, ví dụ NB01.',
      en: 'A terminal’s name has one to nine capital letters or digits, such as NB01.',
    })
  }
}

export interface CertifiedTerminal {
  readonly holder: string
  /** From the oldest link of the CVCA to the terminal's own: it shows a chip what follows the chip's anchor. */
  readonly certificates: readonly Uint8Array[]
}

/** Certifies the key of a terminal that may read fingers or irises from chips, for a month. */
export async function certifyTerminal(
  app: WithCardKeys,
  actor: Actor,
  input: { readonly name: string; readonly publicKey: Uint8Array; readonly rights: CvRights },
): Promise<CertifiedTerminal> {
  demand(actor, 'pki.certify')
  // The references of the CVCA and the verifier are not a terminal's.
  if (!/^[A-Z0-9]{1,9}$/.test(input.name) || input.name === 'CVCA' || input.name === 'DV')
    throw new TerminalNameRefused()
  const verifier = await newestCv(app, 'DOCUMENT_VERIFIER')
  if (!verifier?.keyId) throw new CscaUnusable('NONE')
  const signed = await signCv(app, {
    profile: 'TERMINAL',
    issuer: { keyId: verifier.keyId, holder: verifier.certificate.holder },
    holder: await nextReference(app, input.name),
    subject: pointOf(input.publicKey),
    key: null,
    rights: input.rights,
    days: cvDays.TERMINAL,
  })
  const { holder } = signed.wish
  await app.db.$transaction(async (tx) => {
    await keepCv(tx, signed)
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'pki.certify-terminal',
      subjectKind: 'certificate',
      subjectId: holder,
      details: { fingers: input.rights.fingers, irises: input.rights.irises },
    })
  })
  const links = await cvLinks(app)
  return { holder, certificates: [...links.map(({ bytes }) => bytes), verifier.bytes, signed.bytes] }
}

function pointOf(spki: Uint8Array) {
  try {
    const { key } = readPublicKey(spki)
    if (key?.curve === 'brainpoolP256r1') return key
  } catch {
    throw new TerminalKeyRefused()
  }
  throw new TerminalKeyRefused()
}
