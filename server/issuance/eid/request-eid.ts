import { createHash } from 'node:crypto'
import { z } from 'zod'
import { eidConsent, readPhone } from '../../../core/eid/consent.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise, demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { isUniqueViolation, type Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'
import { loadResident } from '../../registry/registry-resident.ts'

const reasons = {
  CONSENT: {
    vi: 'Công dân chưa đồng ý với nội dung hiện hành. Hãy đọc lại bản đồng ý và xác nhận.',
    en: 'The citizen has not agreed to the text in force. Read it out again and confirm.',
  },
  PHONE: {
    vi: 'Số điện thoại không phải số di động Việt Nam, hoặc địa chỉ thư điện tử sai.',
    en: 'The telephone number is no mobile number of Việt Nam, or the e-mail address is wrong.',
  },
  UNDER_WAY: {
    vi: 'Đã có một đề nghị cấp định danh điện tử của người này đang được chuyển.',
    en: 'A request of this person is on its way already.',
  },
  NOBODY: {
    vi: 'Người này không có số định danh cá nhân còn hiệu lực.',
    en: 'This person has no identification number in force.',
  },
} as const

export class EidNotRequested extends DomainError<'EID_NOT_REQUESTED'> {
  constructor(reason: keyof typeof reasons) {
    super('EID_NOT_REQUESTED', reasons[reason], { reason })
  }
}

export interface EidAsked {
  /** The file at the desk; a citizen who signed in asks without one. */
  readonly applicationId?: string | null | undefined
  readonly level: number
  readonly phone: string
  readonly email?: string | null | undefined
  /** The version that was shown or read out, and agreed to. */
  readonly consentVersion: string
}

const emailSchema = z.email().max(200)

/**
 * Records that a citizen wants an electronic identity, with the consent; the job `pass-on-eid` passes it on. Throws NotFound,
 * {@link EidNotRequested}.
 */
export async function requestEid(app: App, actor: Actor, input: EidAsked): Promise<{ readonly id: string }> {
  demand(actor, 'eid.request')
  const phone = readPhone(input.phone)
  const email = input.email?.trim() || null
  const isContact = phone !== null && (email === null || emailSchema.safeParse(email).success)
  if (input.consentVersion !== eidConsent.version) throw new EidNotRequested('CONSENT')
  if (!isContact || ![1, 2].includes(input.level)) throw new EidNotRequested('PHONE')
  const at = app.clock()
  try {
    return await app.db.$transaction(async (tx) => {
      const { residentId, unitCode, applicationId } = await subjectOf(tx, app, actor, input)
      const { number, deathOn } = await loadResident(tx, app, residentId)
      if (number === null || deathOn !== null) throw new EidNotRequested('NOBODY')
      const textSha256 = createHash('sha256').update(eidConsent.text.vi).digest('hex')
      const consent = { version: eidConsent.version, textSha256 }
      const who = { residentId, applicationId, unitCode, actorId: actor.id ?? '' }
      const { id } = await tx.eidRequest.create({
        data: {
          ...who,
          level: input.level,
          phone,
          email,
          consent,
          consentedAt: instantAt(at),
          nextAt: instantAt(at),
        },
        select: { id: true },
      })
      await audit(tx, {
        actor,
        at,
        action: 'eid.request',
        subjectKind: 'resident',
        subjectId: residentId,
        details: { level: input.level, consent: consent.version, request: id },
      })
      return { id }
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new EidNotRequested('UNDER_WAY') : error
  }
}

async function subjectOf(tx: Transaction, app: App, actor: Actor, { applicationId }: EidAsked) {
  if (actor.kind === 'citizen') {
    const { unitCode } = await loadResident(tx, app, actor.id)
    return { residentId: actor.id, unitCode, applicationId: null }
  }
  const file = await tx.application.findUnique({
    where: { id: recordId(applicationId ?? '', 'application') },
    select: { id: true, residentId: true, unitCode: true },
  })
  if (!file?.residentId) throw new NotFound('application')
  await authorise(app, actor, 'eid.request', file.unitCode)
  return { residentId: file.residentId, unitCode: file.unitCode, applicationId: file.id }
}
