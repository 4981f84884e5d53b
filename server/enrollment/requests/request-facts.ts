import { type CalendarDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import {
  type CardHeld,
  eligibility,
  type EligibilityRequest,
  undeterminedBy,
} from '../../../core/enrollment/eligibility.ts'
import type { Channel, Entitlement } from '../../../core/enrollment/entitlements.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { NotEligible } from './request-refusals.ts'
import type { ActsFor } from './standing.ts'
import { type UsableBiometrics, usableBiometrics } from './usable-biometrics.ts'

/** The applicant as the register has them, held until the transaction ends: two requests at once see each other. */
export async function lockResident(tx: Transaction, residentId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Resident" WHERE "id" = ${residentId}::uuid FOR UPDATE`
  const resident = await tx.resident.findUnique({
    where: { id: residentId },
    select: {
      id: true,
      number: true,
      version: true,
      birthDate: true,
      nationality: true,
      deathOn: true,
      mergedIntoId: true,
      relationships: {
        where: { kind: { in: ['FATHER', 'MOTHER'] }, validTo: null },
        select: { kind: true, name: true },
      },
    },
  })
  if (!resident || resident.mergedIntoId !== null) throw new NotFound('resident')
  return resident
}
export type Applying = Awaited<ReturnType<typeof lockResident>>

export interface Entitled {
  readonly entitlement: Entitlement
  /** Where the request is served by an earlier file's captures. */
  readonly earlier: UsableBiometrics | null
}

type Asked = Pick<EligibilityRequest, 'kind' | 'reason'> & {
  readonly channel: Channel
  readonly acting: ActsFor
}

/** Judges a request by the law of the day and by what the register and earlier files say. Throws {@link NotEligible}. */
export async function entitled(
  tx: Transaction,
  resident: Applying,
  { kind, reason, channel, acting, on }: Asked & { readonly on: CalendarDate },
): Promise<Entitled> {
  const earlier = await usableBiometrics(tx, resident.id)
  const { refusals, entitlement } = eligibility(
    {
      kind,
      reason,
      channel,
      birthDate: parsePartialDate(resident.birthDate),
      represented: acting.standing !== null && acting.standing !== 'SELF',
      withoutCapacity: acting.withoutCapacity,
      undetermined: undeterminedBy(resident.nationality),
      inForce: resident.number !== null && resident.deathOn === null,
      card: await cardOf(tx, resident.id),
      usableBiometrics: earlier !== null,
    },
    on,
  )
  if (!entitlement || refusals.length > 0) throw new NotEligible(refusals)
  return { entitlement, earlier: entitlement.biometrics === 'EARLIER' ? earlier : null }
}

const inHand = ['ACTIVE', 'LOCKED', 'HELD', 'EXPIRED', 'REPLACED', 'REVOKED', 'DESTROYED']

/** The newest card that the person was given, or else the newest old paper. */
async function cardOf(tx: Transaction, residentId: string): Promise<CardHeld | null> {
  const card = await tx.card.findFirst({
    where: { residentId, status: { in: inHand } },
    orderBy: [{ issuedOn: 'desc' }, { id: 'desc' }],
    select: { template: true, issuedOn: true },
  })
  if (card) return { kind: kindOf(card.template), issuedOn: calendarDateOf(card.issuedOn) }
  const paper = await tx.legacyDocument.findFirst({
    where: { residentId },
    orderBy: [{ issuedOn: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    select: { kind: true, issuedOn: true },
  })
  const legacy = (['CMND9', 'CMND12', 'CCCD_BARCODE', 'CCCD_CHIP'] as const).find(
    (kind) => kind === paper?.kind,
  )
  return legacy ? { kind: legacy, issuedOn: paper?.issuedOn ? calendarDateOf(paper.issuedOn) : null } : null
}

function kindOf(template: string): CardHeld['kind'] {
  if (template.startsWith('IDENTITY_CERTIFICATE')) return 'CERTIFICATE'
  return template.startsWith('CCCD') ? 'CCCD_CHIP' : 'CC_2024'
}
