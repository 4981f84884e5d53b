import { Button, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type ObstacleKind, obstacleKinds, obstacleNames } from '../../../core/progress/obstacles.ts'
import { Notice } from '../../../ui/notice.tsx'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  DailyReportDocument,
  type DailyReportQuery,
  SubmitDailyReportDocument,
} from '../generated/reports.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { AreaPicker, useArea } from './area-picker.tsx'
import { CampaignSelect } from './campaign-select.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'
import { useCampaign } from './use-campaign.ts'

type Report = NonNullable<
  Extract<DailyReportQuery['dailyReport'], { __typename: 'DailyReportOfUnit' }>['report']
>

const words = {
  title: { vi: 'Lập báo cáo ngày', en: 'Daily report' },
  lead: {
    vi: 'Số liệu phiếu lấy tự động từ tiến độ lúc gửi. Gửi lại trong ngày thì thay báo cáo trước.',
    en: 'Figures of forms are taken from the tally when it is sent. Sent again today, it takes the place of the first.',
  },
  outreach: { vi: 'Tuyên truyền', en: 'Outreach' },
  broadcasts: { vi: 'Lượt phát thanh', en: 'Broadcasts' },
  meetings: { vi: 'Cuộc họp', en: 'Meetings' },
  peopleReached: { vi: 'Lượt người được tuyên truyền', en: 'People reached' },
  obstacles: { vi: 'Khó khăn, vướng mắc', en: 'Obstacles' },
  none: { vi: 'Không có khó khăn, vướng mắc.', en: 'No obstacles.' },
  kind: { vi: 'Loại', en: 'Kind' },
  text: { vi: 'Nội dung (không ghi thông tin của công dân)', en: 'What it is (no citizens’ data)' },
  owner: { vi: 'Đơn vị trả lời', en: 'To be answered by' },
  add: { vi: 'Thêm khó khăn', en: 'Add an obstacle' },
  remove: { vi: 'Bỏ', en: 'Remove' },
  send: { vi: 'Gửi báo cáo', en: 'Send the report' },
  sent: { vi: 'Đã gửi báo cáo', en: 'The report was sent' },
  sentAt: { vi: 'Đã gửi lúc', en: 'Sent at' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Obstacle {
  readonly key: number
  readonly kind: ObstacleKind
  readonly text: string
  readonly owner: PickedUnit | null
}

const outreach = ['broadcasts', 'meetings', 'peopleReached'] as const
type Outreach = Readonly<Record<(typeof outreach)[number], number | string>>

interface ObstacleRowProps {
  readonly obstacle: Obstacle
  readonly onChange: (obstacle: Obstacle) => void
  readonly onRemove: () => void
}

function ObstacleRow({ obstacle, onChange, onRemove }: ObstacleRowProps) {
  const say = useSay()
  return (
    <li className="obstacle-row">
      <NativeSelect
        label={say(words.kind)}
        value={obstacle.kind}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...obstacle, kind: obstacleKinds.find((kind) => kind === value) ?? 'OTHER' })
        }
        data={obstacleKinds.map((kind) => ({ value: kind, label: say(obstacleNames[kind]) }))}
      />
      <Textarea
        label={say(words.text)}
        value={obstacle.text}
        onChange={({ currentTarget }) => onChange({ ...obstacle, text: currentTarget.value })}
        autosize
        minRows={1}
        maxLength={2000}
        required
      />
      <UnitPicker
        label={words.owner}
        value={obstacle.owner}
        onPick={(owner) => onChange({ ...obstacle, owner })}
        required
      />
      <Button variant="default" onClick={onRemove}>
        {say(words.remove)}
      </Button>
    </li>
  )
}

interface ReportFormProps {
  readonly campaignId: string
  readonly unitCode: string
  readonly report: Report | null
  readonly onSent: () => void
}

function ReportForm({ campaignId, unitCode, report, onSent }: ReportFormProps) {
  const say = useSay()
  const [counts, setCounts] = useState<Outreach>({
    broadcasts: report?.broadcasts ?? 0,
    meetings: report?.meetings ?? 0,
    peopleReached: report?.peopleReached ?? 0,
  })
  const [obstacles, setObstacles] = useState<readonly Obstacle[]>(() =>
    (report?.obstacles ?? [])
      .filter(({ answer }) => answer === null)
      .map(({ kind, text, ownerUnitCode, ownerUnitName }, key) => ({
        key,
        kind,
        text,
        owner: { code: ownerUnitCode, path: ownerUnitName },
      })),
  )
  const { act, busy, refusal, trouble } = useAct(SubmitDailyReportDocument)
  const { broadcasts, meetings, peopleReached } = counts
  const sound = obstacles.every(({ text, owner }) => text.trim() !== '' && owner !== null)
  const add = () =>
    setObstacles([
      ...obstacles,
      {
        key: Math.max(-1, ...obstacles.map(({ key }) => key)) + 1,
        kind: 'PAPERS_LOST',
        text: '',
        owner: null,
      },
    ])
  const send = async () => {
    const sent = await act({
      campaignId,
      unitCode,
      broadcasts: Number(broadcasts),
      meetings: Number(meetings),
      peopleReached: Number(peopleReached),
      obstacles: obstacles.map(({ kind, text, owner }) => ({ kind, text, ownerUnitCode: owner?.code ?? '' })),
    })
    if (sent) onSent()
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void send()
  }
  return (
    <form className="panel" onSubmit={submit}>
      {report && (
        <p className="soft">
          {say(words.sentAt)} {formatInstant(report.submittedAt)}
        </p>
      )}
      <h2>{say(words.outreach)}</h2>
      <div className="row">
        {outreach.map((name) => (
          <NumberInput
            key={name}
            label={say(words[name])}
            value={counts[name]}
            onChange={(value) => setCounts({ ...counts, [name]: value })}
            min={0}
            max={100_000_000}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator="."
            decimalSeparator=","
            selectAllOnFocus
          />
        ))}
      </div>
      <h2>{say(words.obstacles)}</h2>
      {obstacles.length === 0 && <p className="soft">{say(words.none)}</p>}
      <ul className="plain-list">
        {obstacles.map((one) => (
          <ObstacleRow
            key={one.key}
            obstacle={one}
            onChange={(changed) =>
              setObstacles(obstacles.map((other) => (other.key === one.key ? changed : other)))
            }
            onRemove={() => setObstacles(obstacles.filter(({ key }) => key !== one.key))}
          />
        ))}
      </ul>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <ActionButton label={words.add} keys="F2" variant="default" onClick={add} />
        <ActionButton type="submit" label={words.send} keys="Ctrl+Enter" loading={busy} disabled={!sound} />
      </div>
    </form>
  )
}

/** Báo cáo ngày of one unit: outreach, and obstacles with who is to answer. */
export function ReportScreen() {
  const say = useSay()
  const choice = useCampaign()
  const area = useArea('report.submit')
  const [sent, setSent] = useState(false)
  const campaignId = choice.campaign?.id ?? ''
  const unitCode = area.unitCode ?? ''
  const pause = campaignId === '' || unitCode === ''
  const { data, busy, trouble, again } = useAsk(
    DailyReportDocument,
    { campaignId, unitCode },
    { pause, policy: 'network-only' },
  )
  const answer = data?.dailyReport
  const known = answer?.__typename === 'DailyReportOfUnit' && !busy && !pause
  const day = formatDate(today())
  return (
    <Screen title={{ vi: `${words.title.vi} ${day}`, en: `${words.title.en} ${day}` }} lead={words.lead}>
      <ProgressNav />
      <div className="row">
        <CampaignSelect choice={choice} />
        <AreaPicker area={area} />
      </div>
      {sent && <Notice tone="good" title={say(words.sent)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {known && (
        <ReportForm
          key={`${campaignId} ${unitCode} ${answer.report?.submittedAt ?? ''}`}
          campaignId={campaignId}
          unitCode={unitCode}
          report={answer.report}
          onSent={() => {
            setSent(true)
            again()
          }}
        />
      )}
    </Screen>
  )
}
