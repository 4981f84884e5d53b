import { useState, type SubmitEvent } from 'react'
import { Link, useParams } from 'react-router'
import { type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { DeadlineStep } from '../../../core/progress/counters.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  type CampaignDetailFragment,
  CampaignsDocument,
  SetCampaignDeadlinesDocument,
} from '../generated/campaigns.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'
import { TableImport } from './table-import.tsx'
import { levelNames, stepNames, stepOrder } from './words.ts'

const words = {
  title: { vi: 'Đợt thu thập', en: 'Campaign' },
  deadlines: { vi: 'Thời hạn từng cấp', en: 'Deadlines of each level' },
  deadlinesHelp: {
    vi: 'Để trống: cấp đó không có thời hạn cho bước này.',
    en: 'Left empty, the level has no deadline for the step.',
  },
  save: { vi: 'Lưu thời hạn', en: 'Save the deadlines' },
  saved: { vi: 'Đã lưu thời hạn', en: 'Saved' },
  targets: { vi: 'Nạp chỉ tiêu', en: 'Load targets' },
  progress: { vi: 'Xem tiến độ của đợt này', en: 'Progress of this campaign' },
  missing: { vi: 'Không có đợt thu thập này.', en: 'There is no such campaign.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const levels = [1, 2, 3] as const
type Days = Readonly<Record<string, CalendarDate | null>>
const keyOf = (level: number, step: DeadlineStep) => `${level} ${step}`

function Deadlines({
  campaign,
  onSaved,
}: {
  readonly campaign: CampaignDetailFragment
  readonly onSaved: () => void
}) {
  const say = useSay()
  const [days, setDays] = useState<Days>(() =>
    Object.fromEntries(
      campaign.deadlines.map(({ level, step, dueOn }) => [keyOf(level, step), parseCalendarDate(dueOn)]),
    ),
  )
  const [saved, setSaved] = useState(false)
  const { act, busy, refusal, trouble } = useAct(SetCampaignDeadlinesDocument)
  const save = async () => {
    setSaved(false)
    const deadlines = levels.flatMap((level) =>
      stepOrder.flatMap((step) => {
        const dueOn = days[keyOf(level, step)]
        return dueOn ? [{ level, step, dueOn }] : []
      }),
    )
    if (await act({ campaignId: campaign.id, deadlines })) {
      setSaved(true)
      onSaved()
    }
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="panel" onSubmit={submit} aria-label={say(words.deadlines)}>
      <h2>{say(words.deadlines)}</h2>
      <p className="soft">{say(words.deadlinesHelp)}</p>
      {levels.map((level) => (
        <fieldset key={level} className="plain-fieldset">
          <legend>{say(levelNames[level] ?? words.deadlines)}</legend>
          <div className="row">
            {stepOrder.map((step) => (
              <DateInput
                key={step}
                label={stepNames[step]}
                value={days[keyOf(level, step)] ?? null}
                onDate={(date) => setDays({ ...days, [keyOf(level, step)]: date })}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {saved && <Notice tone="good" title={say(words.saved)} spoken />}
      <ActionButton type="submit" label={words.save} keys="Ctrl+Enter" loading={busy} w="fit-content" />
    </form>
  )
}

function DeadlineList({ campaign }: { readonly campaign: CampaignDetailFragment }) {
  const say = useSay()
  return (
    <section className="panel" aria-label={say(words.deadlines)}>
      <h2>{say(words.deadlines)}</h2>
      <ul className="plain-list">
        {campaign.deadlines.map(({ level, step, dueOn }) => (
          <li key={keyOf(level, step)}>
            {say(levelNames[level] ?? words.title)} · {say(stepNames[step])}:{' '}
            <strong>{formatDate(dueOn)}</strong>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One campaign: by when each level is to be done, and how much each unit is to collect. */
export function CampaignScreen() {
  const { id = '' } = useParams()
  const say = useSay()
  const may = useMay()
  const { data, trouble, again } = useAsk(CampaignsDocument, {})
  const campaign = data?.campaigns.find((one) => one.id === id) ?? null
  const lead = campaign && `${campaign.unitName} · ${campaign.basis}`
  return (
    <Screen
      title={campaign ? { vi: campaign.name, en: campaign.name } : words.title}
      {...(lead && { lead: { vi: lead, en: lead } })}
    >
      <ProgressNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && !campaign && <Notice tone="attention" title={say(words.missing)} />}
      {campaign && (
        <>
          <p>
            <Link to={`/progress?campaign=${id}`}>{say(words.progress)}</Link>
          </p>
          {may('campaign.manage') ? (
            <>
              <Deadlines campaign={campaign} onSaved={again} />
              <TableImport
                title={words.targets}
                columns="unit;kind;target"
                address={`/campaigns/${id}/targets`}
                onLoaded={again}
              />
            </>
          ) : (
            <DeadlineList campaign={campaign} />
          )}
        </>
      )}
    </Screen>
  )
}
