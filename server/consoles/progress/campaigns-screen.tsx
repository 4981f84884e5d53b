import { TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useNavigate } from 'react-router'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  type CampaignDetailFragment,
  CampaignsDocument,
  CreateCampaignDocument,
} from '../generated/campaigns.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { AreaPicker, useArea } from './area-picker.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'

const words = {
  title: { vi: 'Đợt thu thập', en: 'Campaigns' },
  create: { vi: 'Mở đợt mới', en: 'New campaign' },
  name: { vi: 'Tên đợt', en: 'Name' },
  basis: { vi: 'Văn bản căn cứ', en: 'Decision it rests on' },
  basisHint: {
    vi: 'Ví dụ: Quyết định số 896/QĐ-TTg ngày 08/6/2013',
    en: 'As: Quyết định số 896/QĐ-TTg ngày 08/6/2013',
  },
  starts: { vi: 'Từ ngày', en: 'From' },
  ends: { vi: 'Đến ngày (nếu có)', en: 'Until (if known)' },
  unit: { vi: 'Địa bàn', en: 'Unit' },
  days: { vi: 'Thời gian', en: 'Days' },
  state: { vi: 'Trạng thái', en: 'State' },
  running: { vi: 'Đang thu', en: 'Running' },
  notRunning: { vi: 'Ngoài thời gian', en: 'Not running' },
  open: { vi: 'chưa định ngày kết thúc', en: 'no end yet' },
  none: { vi: 'Chưa có đợt thu thập nào.', en: 'No campaigns yet.' },
} as const satisfies Readonly<Record<string, Bilingual>>

function CreateForm({ onCreated }: { readonly onCreated: (id: string) => void }) {
  const say = useSay()
  const area = useArea('campaign.manage')
  const [name, setName] = useState('')
  const [basis, setBasis] = useState('')
  const [startsOn, setStartsOn] = useState<CalendarDate | null>(today)
  const [endsOn, setEndsOn] = useState<CalendarDate | null>(null)
  const { act, busy, refusal, trouble } = useAct(CreateCampaignDocument)
  const sound = name.trim() !== '' && basis.trim() !== '' && startsOn !== null
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (startsOn === null) return
    void act({ name, basis, unitCode: area.unitCode, startsOn, endsOn }).then(
      (made) => made && onCreated(made.id),
    )
  }
  return (
    <form className="panel" onSubmit={submit} aria-label={say(words.create)}>
      <h2>{say(words.create)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <TextInput
          className="grow"
          label={say(words.name)}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          maxLength={300}
          autoComplete="off"
          required
        />
        <TextInput
          className="grow"
          label={say(words.basis)}
          placeholder={say(words.basisHint)}
          value={basis}
          onChange={({ currentTarget }) => setBasis(currentTarget.value)}
          maxLength={300}
          autoComplete="off"
          required
        />
      </div>
      <div className="row">
        <AreaPicker area={area} />
        <DateInput label={words.starts} value={startsOn} onDate={setStartsOn} required />
        <DateInput label={words.ends} value={endsOn} onDate={setEndsOn} />
        <ActionButton type="submit" label={words.create} keys="Ctrl+Enter" loading={busy} disabled={!sound} />
      </div>
    </form>
  )
}

/** Campaigns, the newest first, and a new one. */
export function CampaignsScreen() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const { data, trouble, again } = useAsk(CampaignsDocument, {})
  const columns: readonly Column<CampaignDetailFragment>[] = [
    { title: words.name, cell: ({ name }) => name },
    { title: words.unit, cell: ({ unitName }) => unitName },
    {
      title: words.days,
      cell: ({ startsOn, endsOn }) =>
        `${formatDate(startsOn)} – ${endsOn ? formatDate(endsOn) : say(words.open)}`,
    },
    {
      title: words.state,
      cell: ({ running }) => (
        <span className={`badge ${running ? 'badge-good' : ''}`}>
          {say(running ? words.running : words.notRunning)}
        </span>
      ),
    },
    { title: words.basis, cell: ({ basis }) => basis },
  ]
  return (
    <Screen title={words.title}>
      <ProgressNav />
      {may('campaign.manage') && (
        <CreateForm onCreated={(id) => void navigate(`/progress/campaigns/${id}`)} />
      )}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.campaigns}
          keyOf={({ id }) => id}
          linkOf={({ id }) => `/progress/campaigns/${id}`}
          columns={columns}
          empty={words.none}
        />
      )}
    </Screen>
  )
}
