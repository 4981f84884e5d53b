import { type CalendarDate, parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../../core/errors.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { dateOf, instantAt } from '../../../kernel/clock.ts'
import { authoriseArea, placesOn } from '../places.ts'

export class IllegalCampaign extends DomainError<'ILLEGAL_CAMPAIGN'> {
  constructor() {
    super('ILLEGAL_CAMPAIGN', {
      vi: 'Đợt thu thập cần có tên, văn bản căn cứ, và ngày kết thúc không trước ngày bắt đầu.',
      en: 'A campaign needs a name, the decision it rests on, and an end that is not before its start.',
    })
  }
}

export interface NewCampaign {
  readonly name: string
  /** As cited on screens: "Quyết định số 896/QĐ-TTg ngày 08/6/2013". */
  readonly basis: string
  /** Null is the nation. */
  readonly unitCode: string | null
  /** yyyy-MM-dd */
  readonly startsOn: string
  readonly endsOn: string | null
}

const longest = 300

/** Opens a collection campaign for a unit and all below it. Answers its id. */
export async function createCampaign(app: App, actor: Actor, campaign: NewCampaign): Promise<string> {
  const { unitCode } = campaign
  await authoriseArea(app, actor, 'campaign.manage', { unitCode, places: await placesOn(app) })
  const [name, basis] = [campaign.name.trim(), campaign.basis.trim()]
  const startsOn = parseCalendarDate(campaign.startsOn)
  const endsOn = campaign.endsOn === null ? null : parseCalendarDate(campaign.endsOn)
  if (!isWritten(name) || !isWritten(basis) || endsBefore(endsOn, startsOn)) throw new IllegalCampaign()
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const { id } = await tx.collectionCampaign.create({
      data: {
        name,
        basis,
        unitCode,
        startsOn: dateOf(startsOn),
        endsOn: endsOn && dateOf(endsOn),
        createdById: actor.id ?? '',
        createdAt: instantAt(at),
      },
    })
    await audit(tx, {
      actor,
      at,
      action: 'campaign.create',
      subjectKind: 'campaign',
      subjectId: id,
      details: { unitCode, startsOn },
    })
    return id
  })
}

const isWritten = (text: string) => text !== '' && text.length <= longest && !text.includes('\0')
const endsBefore = (end: CalendarDate | null, start: CalendarDate) => end !== null && end < start
