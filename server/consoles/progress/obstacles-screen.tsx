import { Button, SegmentedControl, Stack, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import { AnswerObstacleDocument, ObstaclesDocument, type ObstaclesQuery } from '../generated/reports.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay } from '../session/session.tsx'
import { CampaignSelect } from './campaign-select.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'
import { useCampaign } from './use-campaign.ts'

type Obstacle = Extract<ObstaclesQuery['obstacles'], { __typename: 'ObstaclePage' }>['obstacles'][number]

const words = {
  title: { vi: 'Khó khăn, vướng mắc', en: 'Obstacles' },
  lead: { vi: 'Mở lâu nhất đứng trước.', en: 'The longest open first.' },
  shown: { vi: 'Danh sách', en: 'List' },
  open: { vi: 'Còn mở', en: 'Open' },
  answered: { vi: 'Đã trả lời', en: 'Answered' },
  text: { vi: 'Nội dung', en: 'What it is' },
  unit: { vi: 'Nơi báo', en: 'Reported by' },
  owner: { vi: 'Đơn vị trả lời', en: 'To answer' },
  since: { vi: 'Từ ngày', en: 'Since' },
  age: { vi: 'Số ngày', en: 'Days' },
  answer: { vi: 'Trả lời', en: 'Answer' },
  none: { vi: 'Không có khó khăn nào.', en: 'No obstacles.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20
/** Days after which an open obstacle is shown in red: a working week. */
const long = 7

const columns = (say: (text: Bilingual) => string, answered: boolean): readonly Column<Obstacle>[] => [
  {
    title: words.text,
    cell: ({ label, text }) => (
      <>
        <span className="badge">{say(label)}</span> <span className="wide-text">{text}</span>
      </>
    ),
  },
  { title: words.unit, cell: ({ unitName }) => unitName },
  { title: words.owner, cell: ({ ownerUnitName }) => ownerUnitName },
  { title: words.since, cell: ({ reportedOn }) => formatDate(reportedOn) },
  {
    title: words.age,
    number: true,
    cell: ({ daysOpen }) => (
      <span className={`badge ${!answered && daysOpen > long ? 'badge-trouble' : ''}`}>
        {formatCount(daysOpen)}
      </span>
    ),
  },
  ...(answered
    ? [
        {
          title: words.answer,
          cell: ({ answer }: Obstacle) => <span className="wide-text">{answer}</span>,
        },
      ]
    : []),
]

interface AnswerProps {
  readonly obstacle: Obstacle
  readonly onClose: () => void
  readonly onDone: () => void
}

function AnswerDialog({ obstacle, onClose, onDone }: AnswerProps) {
  const say = useSay()
  const [text, setText] = useState('')
  const { act, busy, refusal, trouble } = useAct(AnswerObstacleDocument)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void act({ id: obstacle.id, answer: text }).then((done) => done && onDone())
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.answer)}>
      <form onSubmit={submit}>
        <Stack>
          <p className="wide-text">
            {obstacle.unitName}: {obstacle.text}
          </p>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          <Textarea
            label={say(words.answer)}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            autosize
            minRows={3}
            maxLength={2000}
            required
            data-autofocus
          />
          <Button type="submit" loading={busy} disabled={text.trim() === ''}>
            {say(words.answer)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}

/** What hinders, since when, and who is to answer. */
export function ObstaclesScreen() {
  const say = useSay()
  const may = useMay()
  const choice = useCampaign()
  const [answered, setAnswered] = useState(false)
  const [answering, setAnswering] = useState<Obstacle | null>(null)
  const campaignId = choice.campaign?.id ?? null
  const pages = useCursorPages(`${campaignId} ${answered}`)
  const { data, trouble, again } = useAsk(
    ObstaclesDocument,
    { campaignId, answered, first: pageSize, after: pages.after },
    { pause: choice.loading },
  )
  const answer = data?.obstacles
  const page = answer?.__typename === 'ObstaclePage' ? answer : null
  return (
    <Screen title={words.title} lead={words.lead}>
      <ProgressNav />
      <div className="row">
        <SegmentedControl
          aria-label={say(words.shown)}
          value={answered ? 'answered' : 'open'}
          onChange={(value) => setAnswered(value === 'answered')}
          data={[
            { value: 'open', label: say(words.open) },
            { value: 'answered', label: say(words.answered) },
          ]}
          color="green"
        />
        <CampaignSelect choice={choice} />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {page && (
        <Worklist
          caption={words.title}
          rows={page.obstacles}
          keyOf={({ id }) => id}
          columns={columns(say, answered)}
          empty={words.none}
          pages={pages}
          next={page.next}
          {...(!answered &&
            may('obstacle.answer') && {
              action: (obstacle: Obstacle) => (
                <Button size="xs" onClick={() => setAnswering(obstacle)}>
                  {say(words.answer)}
                </Button>
              ),
            })}
        />
      )}
      {answering && (
        <AnswerDialog
          obstacle={answering}
          onClose={() => setAnswering(null)}
          onDone={() => {
            setAnswering(null)
            again()
          }}
        />
      )}
    </Screen>
  )
}
