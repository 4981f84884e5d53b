import { useState } from 'react'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { today } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import {
  DailyDigestDocument,
  type DailyDigestQuery,
  UnitsWithoutReportDocument,
} from '../generated/reports.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { Worklist } from '../../../ui/worklist.tsx'
import { AreaPicker, useArea } from './area-picker.tsx'
import { CampaignSelect } from './campaign-select.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'
import { TableFiles } from './table-files.tsx'
import { Tiles } from './tiles.tsx'
import { useCampaign } from './use-campaign.ts'

type Digest = Extract<DailyDigestQuery['dailyDigest'], { __typename: 'DailyDigest' }>

const words = {
  title: { vi: 'Tổng hợp báo cáo ngày', en: 'Daily reports' },
  day: { vi: 'Ngày', en: 'Day' },
  reported: { vi: 'Xã, phường đã báo cáo', en: 'Communes that reported' },
  broadcasts: { vi: 'Lượt phát thanh', en: 'Broadcasts' },
  meetings: { vi: 'Cuộc họp', en: 'Meetings' },
  people: { vi: 'Lượt người được tuyên truyền', en: 'People reached' },
  open: {
    vi: 'Khó khăn chưa giải quyết, theo đơn vị phải trả lời',
    en: 'Open obstacles, by who is to answer',
  },
  owner: { vi: 'Đơn vị phải trả lời', en: 'To answer' },
  count: { vi: 'Còn mở', en: 'Open' },
  oldest: { vi: 'Lâu nhất (ngày)', en: 'Oldest (days)' },
  kinds: { vi: 'Gồm', en: 'Of these' },
  noneOpen: { vi: 'Không còn khó khăn nào chưa giải quyết.', en: 'Nothing is open.' },
  silent: { vi: 'Đơn vị chưa báo cáo', en: 'Not reported' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  allReported: { vi: 'Mọi đơn vị đã báo cáo.', en: 'All have reported.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

function DigestPanel({ digest }: { readonly digest: Digest }) {
  const say = useSay()
  return (
    <>
      <Tiles
        tiles={[
          {
            name: words.reported,
            value: `${formatCount(digest.reported)}/${formatCount(digest.expected)}`,
          },
          { name: words.broadcasts, value: formatCount(digest.broadcasts) },
          { name: words.meetings, value: formatCount(digest.meetings) },
          { name: words.people, value: formatCount(digest.peopleReached) },
        ]}
      />
      <section className="queues" aria-label={say(words.open)}>
        <h2>{say(words.open)}</h2>
        <Worklist
          caption={words.open}
          rows={digest.obstacles}
          keyOf={({ ownerUnitCode }) => ownerUnitCode}
          columns={[
            { title: words.owner, cell: ({ ownerUnitName }) => ownerUnitName },
            { title: words.count, number: true, cell: ({ open }) => formatCount(open) },
            { title: words.oldest, number: true, cell: ({ oldestDays }) => formatCount(oldestDays) },
            {
              title: words.kinds,
              cell: ({ byKind }) => byKind.map(({ label, open }) => `${say(label)}: ${open}`).join(' · '),
            },
          ]}
          empty={words.noneOpen}
        />
      </section>
    </>
  )
}

interface SilentProps {
  readonly campaignId: string
  readonly unitCode: string | null
  readonly on: string | null
}

function Silent(of: SilentProps) {
  const say = useSay()
  const pages = useCursorPages(Object.values(of).join(' '))
  const { data, trouble, again } = useAsk(UnitsWithoutReportDocument, {
    ...of,
    first: pageSize,
    after: pages.after,
  })
  const page = data?.unitsWithoutReport.__typename === 'UnitPage' ? data.unitsWithoutReport : null
  return (
    <section className="queues" aria-label={say(words.silent)}>
      <h2>
        {say(words.silent)} {page && `(${formatCount(page.total)})`}
      </h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {page && (
        <Worklist
          caption={words.silent}
          rows={page.units}
          keyOf={({ unitCode }) => unitCode ?? ''}
          linkOf={({ unitCode }) => `/progress/unit/${unitCode}`}
          columns={[{ title: words.unit, cell: ({ name }) => name }]}
          empty={words.allReported}
          pages={pages}
          next={page.next}
        />
      )}
    </section>
  )
}

/** The daily reports of an area put together, and who has not sent one. */
export function ReportsScreen() {
  const choice = useCampaign()
  const area = useArea('progress.read')
  const [day, setDay] = useState<CalendarDate | null>(today)
  const { unitCode } = area
  const campaignId = choice.campaign?.id ?? ''
  const pause = campaignId === '' || day === null
  const { data, trouble, again } = useAsk(DailyDigestDocument, { campaignId, unitCode, on: day }, { pause })
  const answer = data?.dailyDigest
  return (
    <Screen
      title={words.title}
      actions={!pause && <TableFiles table="report" of={{ unit: unitCode, campaign: campaignId, on: day }} />}
    >
      <ProgressNav />
      <div className="row">
        <CampaignSelect choice={choice} />
        <AreaPicker area={area} />
        <DateInput label={words.day} value={day} onDate={setDay} />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {answer?.__typename === 'DailyDigest' && !trouble && <DigestPanel digest={answer} />}
      {!pause && !trouble && <Silent campaignId={campaignId} unitCode={unitCode} on={day} />}
    </Screen>
  )
}
