import { ageOn, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { consentTextOn } from '../../../core/enrollment/consent.ts'
import { casesFor, type PreRegistrationChannel } from '../../../core/enrollment/pre-registration.ts'
import { type PaperType, paperTypes } from '../../../core/enrollment/papers.ts'
import { requestKinds } from '../../../core/enrollment/request-reasons.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { actingFor } from '../../registry/represented.ts'
import { deliveryOf, type OwnDelivery, type OwnPaper } from './own-files.ts'

export interface OwnCase {
  readonly kind: string
  readonly reason: string
  readonly label: Bilingual
  readonly article: string
  readonly channels: readonly PreRegistrationChannel[]
}

/** What the citizen has filled in for a person and not used yet. */
export interface OwnDraft {
  readonly id: string
  readonly state: string
  readonly channel: string
  readonly kind: string
  readonly reason: string
  readonly declared: readonly { readonly field: string; readonly text: string }[]
  readonly phone: string | null
  readonly email: string | null
  readonly delivery: OwnDelivery | null
  readonly expiresOn: string
  readonly papers: readonly OwnPaper[]
}

/** Everything that the page of an application needs of the law and of the register, for one person. */
export interface OwnApplying {
  readonly isSmallChild: boolean
  readonly cases: readonly OwnCase[]
  readonly paperTypes: readonly { readonly type: PaperType; readonly label: Bilingual }[]
  /** What is agreed to with an online request. */
  readonly consent: { readonly version: string; readonly text: Bilingual }
  readonly draft: OwnDraft | null
}

/** What the citizen may ask for in whose name, today, and what is filled in already. */
export async function ownApplying(
  app: App,
  actor: Actor,
  { residentId }: { readonly residentId: string },
): Promise<OwnApplying> {
  demand(actor, 'citizen.self')
  const person = await actingFor(app, actor, residentId)
  const on = calendarDateAt(app.clock())
  const cases = casesFor({ birthDate: person.birthDate, represented: person.as !== 'SELF', on })
  const { version, text } = consentTextOn(on)
  return {
    isSmallChild: ageOn(person.birthDate, on) < 6,
    cases: cases
      .filter(({ channels }) => channels.length > 0)
      .map(({ kind, code, label, article, channels }) => ({
        kind,
        reason: code,
        article,
        channels,
        label: { vi: `${requestKinds[kind].vi}: ${label.vi}`, en: `${requestKinds[kind].en}: ${label.en}` },
      })),
    paperTypes: (Object.keys(paperTypes) as PaperType[]).map((type) => ({ type, label: paperTypes[type] })),
    consent: { version, text },
    draft: await draftOf(app, person.residentId),
  }
}

async function draftOf(app: App, residentId: string): Promise<OwnDraft | null> {
  const row = await app.db.preRegistration.findFirst({
    where: { residentId, status: { in: ['DRAFT', 'SUBMITTED'] } },
    include: { papers: { orderBy: { id: 'asc' } } },
  })
  if (!row) return null
  const { id, status, channel, kind, reason, phone, email, papers } = row
  const declared = Object.entries(row.declared as Readonly<Record<string, string>>)
  return {
    id,
    state: status,
    channel,
    kind,
    reason,
    phone,
    email,
    papers,
    declared: declared.map(([field, text]) => ({ field, text })),
    delivery: deliveryOf(row.delivery),
    expiresOn: calendarDateOf(row.expiresOn),
  }
}
