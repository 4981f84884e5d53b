import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

export class AcknowledgedAlready extends DomainError<'ACKNOWLEDGED_ALREADY'> {
  constructor() {
    super('ACKNOWLEDGED_ALREADY', {
      vi: 'Cảnh báo này đã có người ghi nhận. Hãy tải lại danh sách.',
      en: 'This alarm has been acknowledged. Reload the list.',
    })
  }
}

export class FindingNeeded extends DomainError<'FINDING_NEEDED'> {
  constructor() {
    super('FINDING_NEEDED', {
      vi: 'Hãy ghi nguyên nhân và việc đã làm, không quá 1000 ký tự.',
      en: 'Write what was found and done, in at most 1000 characters.',
    })
  }
}

export class OwnAlarm extends DomainError<'OWN_ALARM'> {
  constructor() {
    super('OWN_ALARM', {
      vi: 'Cảnh báo về chính mình phải do người khác ghi nhận.',
      en: 'An alarm about oneself is acknowledged by somebody else.',
    })
  }
}

const longestFinding = 1000

/** Somebody looked at a drop in quality and says what it was. */
export async function acknowledgeQualityAlarm(
  app: App,
  actor: Actor,
  { id, finding }: { readonly id: string; readonly finding: string },
): Promise<string> {
  const text = finding.trim()
  const alarm = await app.db.qualityAlarm.findUnique({ where: { id: recordId(id, 'quality-alarm') } })
  if (!alarm) throw new NotFound('quality-alarm')
  const centre = await app.db.centre.findUniqueOrThrow({ where: { code: alarm.centreCode } })
  await authorise(app, actor, 'capture-quality.acknowledge', centre.unitCode)
  if (text === '' || text.length > longestFinding || text.includes('\0')) throw new FindingNeeded()
  if (alarm.subjectKind === 'OPERATOR' && alarm.subjectId === actor.id) throw new OwnAlarm()
  const at = app.clock()
  await app.db.$transaction(async (tx) => {
    const done = await tx.qualityAlarm.updateMany({
      where: { id: alarm.id, acknowledgedAt: null },
      data: { finding: text, acknowledgedBy: actor.id, acknowledgedAt: instantAt(at) },
    })
    if (done.count !== 1) throw new AcknowledgedAlready()
    await audit(tx, {
      actor,
      at,
      action: 'capture-quality.acknowledge',
      subjectKind: 'quality-alarm',
      subjectId: alarm.id,
      details: { centre: alarm.centreCode, about: alarm.subjectKind, kind: alarm.kind },
    })
  })
  return alarm.id
}
