import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { now } from '../clock.ts'
import { eventActions, screenOf } from '../forms/form-steps.ts'
import { eventNames, nameIn, stateNames } from '../forms/words.ts'
import { Screen } from '../frame/screen.tsx'
import { type HomeQuery, HomeDocument } from '../generated/home.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatAge, formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { title } from './title.ts'

type Queue = HomeQuery['workQueues'][number]

const words = {
  mine: { vi: 'Đang chờ bạn', en: 'Waiting for you' },
  others: { vi: 'Đang ở khâu khác', en: 'With others' },
  work: { vi: 'Công việc', en: 'Work' },
  count: { vi: 'Số lượng', en: 'Count' },
  oldest: { vi: 'Chờ lâu nhất', en: 'Longest wait' },
  nothing: { vi: 'Không có việc nào đang chờ bạn.', en: 'Nothing waits for you.' },
  open: { vi: 'Xem', en: 'Look' },
  decide: { vi: 'Xét duyệt', en: 'Decide' },
  goOn: { vi: 'Làm tiếp', en: 'Go on' },
  key: { vi: 'Bắt đầu nhập', en: 'Begin keying' },
  receive: { vi: 'Nhận bàn giao', en: 'Receive' },
  loading: { vi: 'Đang đếm việc…', en: 'Counting…' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Task {
  readonly name: Bilingual
  /** What to press, and where it leads; null where another role is to act. */
  readonly action: Bilingual | null
  readonly to: string
}

const others = {
  FORMS_TO_KEY: { name: { vi: 'Phiếu chờ nhập', en: 'Forms to key' }, action: words.key, to: '/key-entry' },
  TRANSFERS_TO_RECEIVE: {
    name: { vi: 'Bàn giao chờ nhận', en: 'Transfers to receive' },
    action: words.receive,
    to: '/forms/transfers',
  },
  CHANGES_TO_DECIDE: {
    name: { vi: 'Điều chỉnh chờ duyệt', en: 'Corrections to decide' },
    action: words.decide,
    to: '/corrections',
  },
  MY_CHANGES: {
    name: { vi: 'Điều chỉnh bạn đang soạn', en: 'Your corrections in draft' },
    action: words.goOn,
    to: '/corrections/mine',
  },
} as const satisfies Readonly<Record<Exclude<Queue['kind'], 'FORMS'>, Task>>

function useTaskOf(): (queue: Queue) => Task {
  const may = useMay()
  return ({ kind, state }) => {
    if (kind !== 'FORMS') return others[kind]
    const [event] = possibleEvents(collectionFormLifecycle, state ?? '')
    const form: Bilingual = { vi: 'Phiếu', en: 'Forms' }
    const name = nameIn(stateNames, state ?? '')
    const task = { vi: `${form.vi}: ${name.vi.toLowerCase()}`, en: `${form.en}: ${name.en.toLowerCase()}` }
    // Keying and receiving have queues of their own above.
    const mine = event !== undefined && event !== 'enter' && event !== 'receive' && may(eventActions[event])
    return mine
      ? { name: task, action: eventNames[event], to: screenOf(event, state ?? '') }
      : { name: task, action: null, to: `/forms/state/${state}` }
  }
}

const keyOf = ({ kind, state }: Queue) => `${kind} ${state ?? ''}`
const most = 10_000

function QueueList({ title, queues }: { readonly title: Bilingual; readonly queues: readonly Queue[] }) {
  const say = useSay()
  const taskOf = useTaskOf()
  const columns: readonly Column<Queue>[] = [
    { title: words.work, cell: (queue) => say(taskOf(queue).name) },
    {
      title: words.count,
      number: true,
      cell: ({ count }) => (
        <strong className="count">{count >= most ? `≥ ${formatCount(most)}` : formatCount(count)}</strong>
      ),
    },
    {
      title: words.oldest,
      number: true,
      cell: ({ oldestAt }) => (oldestAt ? say(formatAge(oldestAt, now())) : '–'),
    },
  ]
  return (
    <section className="queues" aria-label={say(title)}>
      <h2>{say(title)}</h2>
      <Worklist
        caption={title}
        rows={queues}
        keyOf={keyOf}
        linkOf={(queue) => taskOf(queue).to}
        columns={columns}
        empty={words.nothing}
        action={(queue) => {
          const { action, to } = taskOf(queue)
          return (
            <Button component={Link} to={to} size="xs" variant={action ? 'filled' : 'default'}>
              {say(action ?? words.open)}
            </Button>
          )
        }}
      />
    </section>
  )
}

/** What waits, how much and how long; the officer's own work first. */
export function HomeScreen() {
  const say = useSay()
  const { name } = useOfficer()
  const taskOf = useTaskOf()
  const { data, busy, trouble, again } = useAsk(HomeDocument, {})
  const queues = data?.workQueues ?? []
  const isMine = (queue: Queue) => taskOf(queue).action !== null
  const rest = queues.filter((queue) => !isMine(queue))
  return (
    <Screen title={title} lead={{ vi: `Chào ${name}.`, en: `Hello, ${name}.` }}>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data ? (
        <>
          <QueueList title={words.mine} queues={queues.filter(isMine)} />
          {rest.length > 0 && <QueueList title={words.others} queues={rest} />}
        </>
      ) : (
        busy && <p className="soft">{say(words.loading)}</p>
      )}
    </Screen>
  )
}
