import { z } from 'zod'
import { agencyCodeSchema } from '../../../core/contracts/agency-query.ts'
import { type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { type Grants, type GrantText, readGrants } from '../../../core/sharing/grants.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { dateOf, instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import { systemActorId } from '../call-evidence.ts'
import { readAgencyKey, thumbprintOf } from './agency.ts'

/** What of an agency a new agreement may change, as typed. */
export interface AgencyTerms {
  readonly name: string
  /** Number of the agreement that the grants rest on. */
  readonly agreement: string
  readonly grants: readonly GrantText[]
  readonly perMinute: number
  readonly perDay: number
  /** JSON of a JWK. */
  readonly publicKey: string
  /** yyyy-MM-dd */
  readonly validFrom: string
  /** The first day after it; null until further notice. */
  readonly validTo: string | null
}

export interface NewAgency extends AgencyTerms {
  readonly code: string
}

/** Something of an agency's terms cannot stand. */
export class IllegalAgency extends DomainError<'ILLEGAL_AGENCY'> {
  constructor(part: 'code' | 'name' | 'agreement' | 'quota' | 'period') {
    super(
      'ILLEGAL_AGENCY',
      {
        vi: 'Mã đơn vị gồm chữ hoa, chữ số và gạch nối, chưa dùng; tên và số thỏa thuận không bỏ trống; số lượt mỗi phút từ 1 và không quá số lượt mỗi ngày; ngày hết hạn sau ngày bắt đầu.',
        en: 'The code is capitals, digits and hyphens and not taken; name and agreement are there; the quota per minute is at least 1 and at most that per day; the end comes after the beginning.',
      },
      { part },
    )
  }
}

const lineOf = (text: string) => normaliseText(text).slice(0, 201)
const quotaSchema = z.int().min(1).max(1_000_000_000)

/** Terms as they are stored. Throws {@link IllegalAgency}, IllegalGrant, IllegalAgencyKey, IllegalDate. */
export async function readTerms(terms: AgencyTerms) {
  const [name, agreement] = [lineOf(terms.name), lineOf(terms.agreement)]
  if (name === '' || name.length > 200) throw new IllegalAgency('name')
  if (agreement === '' || agreement.length > 200) throw new IllegalAgency('agreement')
  const { perMinute, perDay } = terms
  const legalQuota = quotaSchema.safeParse(perMinute).success && quotaSchema.safeParse(perDay).success
  if (!legalQuota || perDay < perMinute) throw new IllegalAgency('quota')
  const validFrom = parseCalendarDate(terms.validFrom)
  const validTo: CalendarDate | null = terms.validTo === null ? null : parseCalendarDate(terms.validTo)
  if (validTo !== null && validTo <= validFrom) throw new IllegalAgency('period')
  const grants: Grants = readGrants(terms.grants)
  return {
    name,
    agreement,
    grants,
    perMinute,
    perDay,
    publicKey: await readAgencyKey(terms.publicKey),
    validFrom: dateOf(validFrom),
    validTo: validTo && dateOf(validTo),
  }
}
export type StoredTerms = Awaited<ReturnType<typeof readTerms>>

/** What the audit keeps of terms: how much was granted, and to which key. */
export const termsDetails = ({ grants, perMinute, perDay, publicKey }: StoredTerms) => ({
  grants: Object.entries(grants)
    .map(([purpose, fields]) => `${purpose}:${fields.length}`)
    .join(' '),
  perMinute,
  perDay,
  key: thumbprintOf(publicKey),
})

/** Registers an agency; it may ask from the first day of its agreement on. Throws what {@link readTerms} does. */
export async function registerAgency(app: App, actor: Actor, agency: NewAgency): Promise<string> {
  demand(actor, 'agency.manage')
  const code = agencyCodeSchema.safeParse(agency.code)
  if (!code.success) throw new IllegalAgency('code')
  const terms = await readTerms(agency)
  const at = app.clock()
  const made = app.db.$transaction(async (tx) => {
    await tx.relyingParty.create({
      data: {
        ...terms,
        code: code.data,
        createdById: actor.id ?? systemActorId,
        createdAt: instantAt(at),
      },
    })
    await audit(tx, {
      actor,
      at,
      action: 'agency.register',
      subjectKind: 'agency',
      subjectId: code.data,
      details: termsDetails(terms),
    })
  })
  await made.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new IllegalAgency('code') : error
  })
  return code.data
}
