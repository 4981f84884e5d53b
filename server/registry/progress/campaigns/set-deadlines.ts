import { parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import type { DeadlineStep } from '../../../../core/progress/counters.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { dateOf } from '../../../kernel/clock.ts'
import { campaignFor, lockCampaign } from './campaign-for.ts'

export class IllegalDeadlines extends DomainError<'ILLEGAL_DEADLINES'> {
  constructor() {
    super('ILLEGAL_DEADLINES', {
      vi: 'Mỗi cấp (1 tỉnh, 2 huyện, 3 xã) và mỗi bước có một thời hạn, không trước ngày bắt đầu đợt thu thập.',
      en: 'Each level (1 province, 2 district, 3 commune) and step has one deadline, not before the campaign begins.',
    })
  }
}

export interface CampaignDeadlines {
  readonly campaignId: string
  readonly deadlines: readonly {
    readonly level: number
    readonly step: DeadlineStep
    /** yyyy-MM-dd */
    readonly dueOn: string
  }[]
}

/** Sets all deadlines of a campaign; those of before are replaced. */
export async function setDeadlines(
  app: App,
  actor: Actor,
  { campaignId, deadlines }: CampaignDeadlines,
): Promise<void> {
  const campaign = await campaignFor(app, actor, { id: campaignId, action: 'campaign.manage' })
  const rows = deadlines.map(({ level, step, dueOn }) => ({
    campaignId: campaign.id,
    level,
    step,
    dueOn: dateOf(parseCalendarDate(dueOn)),
  }))
  const distinct = new Set(rows.map(({ level, step }) => `${level} ${step}`)).size === rows.length
  const sound = rows.every(({ level, dueOn }) => [1, 2, 3].includes(level) && dueOn >= campaign.startsOn)
  if (!distinct || !sound) throw new IllegalDeadlines()
  await app.db.$transaction(async (tx) => {
    await lockCampaign(tx, campaign.id)
    await tx.campaignDeadline.deleteMany({ where: { campaignId: campaign.id } })
    await tx.campaignDeadline.createMany({ data: rows })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'campaign.set-deadlines',
      subjectKind: 'campaign',
      subjectId: campaign.id,
      details: Object.fromEntries(deadlines.map(({ level, step, dueOn }) => [`${level} ${step}`, dueOn])),
    })
  })
}
