import { fullUnitName, pathOf } from '../../../../core/citizen/administrative-units.ts'
import { calendarDateAt, daysBetween, parseCalendarDate } from '../../../../core/dates/calendar-date.ts'
import {
  type NoticeList,
  renderNoticeList,
  renderVisitNotices,
} from '../../../../core/documents/visit-notices.ts'
import { DomainError } from '../../../../core/errors.ts'
import { normaliseText } from '../../../../core/text/vietnamese.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { NotFound } from '../../../kernel/errors.ts'
import { documentFonts } from '../../../kernel/fonts.ts'
import { recordId } from '../../../kernel/record-id.ts'
import { unitsNow } from '../../../kernel/units.ts'
import {
  type Asked,
  type InvitedPage,
  ofGroup,
  reachingAge,
  withReturnedFile,
  withWaitingCard,
} from './invited-people.ts'

/** A list for which there is nobody is no paper. */
export class NobodyToInvite extends DomainError<'NOBODY_TO_INVITE'> {
  constructor() {
    super('NOBODY_TO_INVITE', {
      vi: 'Không có ai phải mời theo danh sách này. Hãy chọn địa bàn, khoảng ngày hoặc loại danh sách khác.',
      en: 'There is nobody on this list. Choose another area, period or kind of list.',
    })
  }
}

export class IllegalNoticePeriod extends DomainError<'ILLEGAL_NOTICE_PERIOD'> {
  constructor() {
    super('ILLEGAL_NOTICE_PERIOD', {
      vi: 'Ngày đầu phải trước ngày cuối, và khoảng ngày không quá một năm.',
      en: 'The first day must come before the last, within a year.',
    })
  }
}

interface Part {
  /** Of a long list, from 0; the first where left out. */
  readonly part?: number
}

interface Area extends Part {
  readonly unit: string
  readonly hamlet: string
}

type AreaSource =
  | (Area & { readonly source: 'AGE'; readonly from: string; readonly to: string })
  | (Area & { readonly source: 'RETURNED' | 'WAITING' })

interface GroupSource extends Part {
  readonly source: 'GROUP'
  readonly group: string
}

export type NoticeSource = AreaSource | GroupSource

/** LIST: for whoever goes from door to door. LETTERS: one for each person. */
export type NoticePaper = 'LIST' | 'LETTERS'

const subjects = {
  AGE: 'Người đến tuổi đổi thẻ căn cước',
  RETURNED: 'Người có hồ sơ được trả lại để bổ sung',
  WAITING: 'Người có thẻ chờ nhận',
  GROUP: 'Người đã được xếp lịch hẹn theo nhóm',
} as const

/** How many people a list would have, before it is printed. */
export async function countNotices(app: App, actor: Actor, source: NoticeSource): Promise<number> {
  return (await listOf(app, actor, source)).total
}

const listOf = (app: App, actor: Actor, source: NoticeSource): Promise<Made> =>
  source.source === 'GROUP' ? groupList(app, actor, source) : areaList(app, actor, source)

/** Whom of an area to ask to come with which papers, and when. A look at many people's data, hence audited with its count. */
export async function printNotices(
  app: App,
  actor: Actor,
  { paper, ...source }: NoticeSource & { readonly paper: NoticePaper },
): Promise<Uint8Array> {
  const made = await listOf(app, actor, source)
  if (made.people.length === 0) throw new NobodyToInvite()
  const at = app.clock()
  await audit(app.db, {
    actor,
    at,
    action: 'notice.print',
    subjectKind: made.subjectKind,
    subjectId: made.subjectId,
    details: { source: source.source, people: made.people.length, paper },
  })
  const list: NoticeList = { ...made, subject: subjects[source.source], madeOn: calendarDateAt(at) }
  const render = paper === 'LIST' ? renderNoticeList : renderVisitNotices
  return render(list, await documentFonts())
}

type Made = InvitedPage &
  Pick<NoticeList, 'office' | 'area'> & { readonly subjectKind: string; readonly subjectId: string }

async function groupList(app: App, actor: Actor, { group, part = 0 }: GroupSource): Promise<Made> {
  const id = recordId(group, 'booking group')
  const found = await app.db.bookingGroup.findUnique({ where: { id }, include: { centre: true } })
  if (!found) throw new NotFound('booking group')
  await authorise(app, actor, 'notice.print', found.centre.unitCode)
  const page = await ofGroup(app, id, { today: calendarDateAt(app.clock()), part })
  const office = found.centre.name.toLocaleUpperCase('vi')
  return { ...page, office, area: found.name, subjectKind: 'booking group', subjectId: id }
}

async function areaList(app: App, actor: Actor, asked: AreaSource): Promise<Made> {
  const { unit } = asked
  const { tree, today, within } = await unitsNow(app)
  if (!tree.records.has(unit)) throw new NotFound('unit')
  await authorise(app, actor, 'notice.print', unit)
  const hamlet = normaliseText(asked.hamlet).slice(0, 60)
  const area = { unitCodes: within([unit]), hamlet, today, part: asked.part ?? 0 }
  const name = pathOf(tree, { code: unit, on: today }).map(fullUnitName).join(', ')
  const of = { subjectKind: 'unit', subjectId: unit, area: [hamlet, name].filter(Boolean).join(', ') }
  return { ...(await peopleOf(app, asked, area)), ...of, office: `CÔNG AN ${name}`.toLocaleUpperCase('vi') }
}

function peopleOf(app: App, asked: AreaSource, area: Asked): Promise<InvitedPage> {
  if (asked.source !== 'AGE')
    return asked.source === 'RETURNED' ? withReturnedFile(app, area) : withWaitingCard(app, area)
  const [from, to] = [parseCalendarDate(asked.from), parseCalendarDate(asked.to)]
  if (from > to || daysBetween(from, to) > 366) throw new IllegalNoticePeriod()
  return reachingAge(app, { ...area, from, to })
}
