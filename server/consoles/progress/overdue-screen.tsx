import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import type { DeadlineStep } from '../../../core/progress/counters.ts'
import { Screen } from '../frame/screen.tsx'
import { OverdueUnitsDocument, type OverdueUnitsQuery } from '../generated/overdue.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { AreaPicker, useArea } from './area-picker.tsx'
import { CampaignSelect } from './campaign-select.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'
import { TableFiles } from './table-files.tsx'
import { useCampaign } from './use-campaign.ts'
import { levelNames, stepNames, stepOf, stepOrder } from './words.ts'

type Unit = Extract<OverdueUnitsQuery['overdueUnits'], { __typename: 'OverduePage' }>['units'][number]

const words = {
  title: { vi: 'Đơn vị quá hạn', en: 'Units behind their deadlines' },
  lead: {
    vi: 'Chậm lâu nhất đứng trước. Cảnh báo được gửi mỗi sáng.',
    en: 'The longest late first. Alerts go out every morning.',
  },
  level: { vi: 'Cấp', en: 'Level' },
  step: { vi: 'Bước', en: 'Step' },
  all: { vi: 'Tất cả', en: 'All' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  kind: { vi: 'Phiếu', en: 'Form' },
  due: { vi: 'Thời hạn', en: 'Due' },
  late: { vi: 'Chậm', en: 'Late' },
  days: { vi: 'ngày', en: 'days' },
  done: { vi: 'Đã làm', en: 'Done' },
  expected: { vi: 'Phải làm', en: 'Expected' },
  missing: { vi: 'Còn thiếu', en: 'Missing' },
  none: { vi: 'Không có đơn vị nào quá hạn.', en: 'No unit is late.' },
  total: { vi: 'lượt đơn vị quá hạn', en: 'entries' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 50

const columns = (say: (text: Bilingual) => string): readonly Column<Unit>[] => [
  { title: words.unit, cell: ({ name }) => name },
  { title: words.kind, cell: ({ kind }) => kind },
  { title: words.step, cell: ({ step }) => say(stepNames[step]) },
  { title: words.due, cell: ({ dueOn }) => formatDate(dueOn) },
  {
    title: words.late,
    number: true,
    cell: ({ daysLate }) => (
      <span className="badge badge-trouble">
        {formatCount(daysLate)} {say(words.days)}
      </span>
    ),
  },
  { title: words.done, number: true, cell: ({ done }) => formatCount(done) },
  { title: words.expected, number: true, cell: ({ expected }) => formatCount(expected) },
  { title: words.missing, number: true, cell: ({ done, expected }) => formatCount(expected - done) },
]

/** Who is behind which deadline. */
export function OverdueScreen() {
  const say = useSay()
  const choice = useCampaign()
  const area = useArea('progress.read')
  const [level, setLevel] = useState<number | null>(null)
  const [step, setStep] = useState<DeadlineStep | null>(null)
  const { unitCode } = area
  const campaignId = choice.campaign?.id ?? ''
  const pages = useCursorPages([campaignId, unitCode, level, step].join(' '))
  const { data, trouble, again } = useAsk(
    OverdueUnitsDocument,
    { campaignId, unitCode, level, step, first: pageSize, after: pages.after },
    { pause: campaignId === '' },
  )
  const answer = data?.overdueUnits
  const page = answer?.__typename === 'OverduePage' ? answer : null
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        campaignId !== '' && (
          <TableFiles table="overdue" of={{ unit: unitCode, campaign: campaignId, level, step }} />
        )
      }
    >
      <ProgressNav />
      <div className="row">
        <CampaignSelect choice={choice} />
        <AreaPicker area={area} />
        <NativeSelect
          label={say(words.level)}
          value={level ?? ''}
          onChange={({ currentTarget: { value } }) => setLevel(value === '' ? null : Number(value))}
          data={[
            { value: '', label: say(words.all) },
            ...Object.entries(levelNames).map(([value, name]) => ({ value, label: say(name) })),
          ]}
        />
        <NativeSelect
          label={say(words.step)}
          value={step ?? ''}
          onChange={({ currentTarget }) => setStep(stepOf(currentTarget.value))}
          data={[
            { value: '', label: say(words.all) },
            ...stepOrder.map((value) => ({ value, label: say(stepNames[value]) })),
          ]}
        />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {page && !trouble && (
        <>
          <p>
            <strong>{formatCount(page.total)}</strong> {say(words.total)}
          </p>
          <Worklist
            caption={words.title}
            rows={page.units}
            keyOf={({ unitCode: code, kind, step: one, level: at }) => `${code} ${kind} ${one} ${at}`}
            linkOf={({ unitCode: code, kind }) =>
              `/progress/unit/${code}${kind === 'DC02' ? '?kind=DC02' : ''}`
            }
            columns={columns(say)}
            empty={words.none}
            pages={pages}
            next={page.next}
          />
        </>
      )}
    </Screen>
  )
}
