import { createHash } from 'node:crypto'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { consentBytes, consentTextOf } from '../../core/enrollment/consent.ts'
import { detailsFormBytes, detailsForms } from '../../core/enrollment/details-form.ts'
import { detailsShortcomings } from '../../core/enrollment/details-shortcomings.ts'
import { eligibility, undeterminedBy } from '../../core/enrollment/eligibility.ts'
import type { ApplicationFlag } from '../../core/enrollment/flags.ts'
import { feeFor } from '../../core/enrollment/fees.ts'
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import type { RegistryRecord } from '../registry/resident-registry.ts'

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Every form that was ever out, by its version. */
const forms = new Map(detailsForms.map((form) => [form.version, hashOf(detailsFormBytes(form))]))

/**
 * Why a file goes back for its details; null where it does not. Form and consent must be ones that were given out, word for
 * word; then the same gate as at the desk. A packet that names no form is of an older kiosk, which was asked for none of this.
 */
export function detailsFault(
  manifest: PacketManifest,
  record: RegistryRecord | null,
): ApplicationReason | null {
  const { form, consent, sealedAt } = manifest
  if (form === null) return null
  if (forms.get(form.version) !== form.sha256) return 'FORM_UNKNOWN'
  const text = consent && consentTextOf(consent.version)
  if (consent && (!text || hashOf(consentBytes(text)) !== consent.textSha256)) return 'FORM_UNKNOWN'
  if (!isEntitled(manifest, record)) return 'NOT_ENTITLED'
  const missing = detailsShortcomings(
    { ...manifest, registered: record?.person ?? null },
    calendarDateAt(Date.parse(sealedAt)),
  )
  if (missing.length === 0) return null
  return missing.some(({ code }) => code === 'CONSENT_MISSING') ? 'INCOMPLETE' : 'EVIDENCE_MISSING'
}

/** By the law of the day of capture. Old cards lie on the desk and are the officer's to judge. */
function isEntitled(manifest: PacketManifest, record: RegistryRecord | null): boolean {
  const { kind, reason, channel, person, representative, sealedAt } = manifest
  const { refusals } = eligibility(
    {
      kind,
      reason,
      channel,
      birthDate: person.birthDate,
      represented: representative !== null,
      withoutCapacity: false,
      undetermined: record && undeterminedBy(record.person.nationality),
      inForce: record && record.inForce,
      card: null,
      usableBiometrics: false,
    },
    calendarDateAt(Date.parse(sealedAt)),
  )
  return refusals.length === 0
}

/** The desk decided the fee; where the tables of the day say otherwise the file is marked, and an officer settles it. */
export function feeFlags({ kind, reason, fee, sealedAt }: PacketManifest): readonly ApplicationFlag[] {
  if (!fee) return []
  const exemption = fee.decision === 'EXEMPT' ? fee.rule : null
  const due = feeFor({ kind, reason, exemption, on: calendarDateAt(Date.parse(sealedAt)) })
  const agrees = due.decision === fee.decision && due.amount === fee.amount
  return agrees ? [] : ['FEE_DIFFERS']
}
