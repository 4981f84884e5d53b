/** How long each key of the card PKI signs, and how long what it signed can be verified (Doc 9303-12, 4.1 and table 6). */
import type { SignerProfile } from './signer-profile.ts'

export interface CertificateTerm {
  readonly notBefore: Date
  readonly notAfter: Date
  /** Private key usage period: outside it the key signs nothing. */
  readonly usageFrom: Date
  readonly usageUntil: Date
}

interface TermRule {
  readonly usageMonths: number
  /** From the end of usage to the end of the certificate: the longest life of what was signed last. */
  readonly afterMonths: number
}

/**
 * The longest-lived card with an end is made two years before the 40th birthday and lasts to the 60th (LCC 2023, 21): 22 years. A card
 * without expiry outlives every certificate: docs/card-pki.md.
 */
const cardMonths = 22 * 12

const signers = {
  // Three months of use bound what a recall would reach (Doc 9303-12, 4.1.5).
  DOCUMENT_SIGNER: { usageMonths: 3, afterMonths: cardMonths },
  QR_SIGNER: { usageMonths: 12, afterMonths: cardMonths },
  SLIP_SIGNER: { usageMonths: 12, afterMonths: 24 },
  MASTER_LIST_SIGNER: { usageMonths: 12, afterMonths: 1 },
} as const satisfies Record<SignerProfile, TermRule>

const longestSigner = Math.max(...Object.values(signers).map((rule) => rule.usageMonths + rule.afterMonths))

/** A CSCA is used for three years, of the three to five that are usual, and outlives the last signer it certified. */
const csca: TermRule = { usageMonths: 36, afterMonths: longestSigner }

export function certificateTerm(profile: SignerProfile | 'CSCA', from: Date): CertificateTerm {
  const { usageMonths, afterMonths } = profile === 'CSCA' ? csca : signers[profile]
  const notBefore = wholeSecond(from)
  return {
    notBefore,
    notAfter: monthsLater(notBefore, usageMonths + afterMonths),
    usageFrom: notBefore,
    usageUntil: monthsLater(notBefore, usageMonths),
  }
}

/** Certificates have no fractions of a second. */
const wholeSecond = (date: Date) => new Date(Math.floor(date.getTime() / 1000) * 1000)

/** The same day and time; the last day of a month that is too short. */
function monthsLater(date: Date, months: number): Date {
  const later = new Date(date)
  later.setUTCDate(1)
  later.setUTCMonth(later.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate()
  later.setUTCDate(Math.min(date.getUTCDate(), lastDay))
  return later
}
