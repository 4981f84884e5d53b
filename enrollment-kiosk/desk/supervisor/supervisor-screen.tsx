import { useState } from 'react'
import type { SessionSummary } from '../../../core/contracts/desk/session.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { useAnswer } from '../api/use-answer.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { FileDetail } from './file-detail.tsx'
import { nextInQueue, queueOrder } from './queue-order.ts'
import { Queue } from './queue.tsx'
import { ResultNotice } from './result-notice.tsx'
import { SendBackDialog } from './send-back-dialog.tsx'
import './supervisor.css'
import { useAgree } from './use-agree.ts'
import { words } from './words.ts'

/** What operators have signed: looked through by j and k, agreed to one by one or several at once, or given back with reasons. */
export function SupervisorScreen() {
  const say = useSay()
  const { data, refusal, again } = useAnswer<readonly SessionSummary[]>('/sessions', { on: ['session'] })
  const queue = queueOrder(data ?? [])
  const [picked, setPicked] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [returning, setReturning] = useState(false)
  const current = queue.some(({ id }) => id === picked) ? picked : (queue[0]?.id ?? null)
  const many = queue.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  const agree = useAgree(() => {
    setChosen(new Set())
    again()
  })
  const choose = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const clean = queue.filter(({ attention }) => attention.length === 0)
  const step = (by: 1 | -1) => () => setPicked(nextInQueue(queue, current, by))
  useShortcut('j', words.down, step(1))
  useShortcut('k', words.up, step(-1))
  useShortcut(current ? 'x' : null, words.choose, () => current && choose(current))
  const approve = () => {
    const codes = many.length > 0 ? many : current ? [current] : []
    // The place of what leaves the queue is taken by what comes next.
    if (current && codes.includes(current))
      setPicked(
        nextInQueue(
          queue.filter(({ id }) => !codes.includes(id)),
          null,
          1,
        ),
      )
    void agree.run(codes)
  }
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        <>
          <ActionButton
            label={words.chooseAll}
            keys="c"
            variant="default"
            disabled={clean.length === 0}
            onClick={() => setChosen(new Set(clean.map(({ id }) => id)))}
          />
          <ActionButton
            label={words.sendBack}
            keys="r"
            variant="default"
            disabled={!current}
            onClick={() => setReturning(true)}
          />
          <ActionButton
            label={many.length > 0 ? withCount(words.approveChosen, many.length) : words.approve}
            keys="a"
            loading={agree.busy}
            disabled={!current}
            onClick={approve}
          />
        </>
      }
    >
      <RefusalNotice refusal={agree.refusal ?? refusal} />
      <ResultNotice results={agree.results} />
      {data && queue.length === 0 ? (
        <p className="empty">{say(words.empty)}</p>
      ) : (
        <div className="supervision">
          <Queue queue={queue} current={current} chosen={chosen} onPick={setPicked} onChoose={choose} />
          {current && <FileDetail key={current} id={current} />}
        </div>
      )}
      {returning && current && (
        <SendBackDialog
          id={current}
          onClose={() => setReturning(false)}
          onDone={() => {
            setReturning(false)
            again()
          }}
        />
      )}
    </Screen>
  )
}

const withCount = ({ vi, en }: { readonly vi: string; readonly en: string }, count: number) => ({
  vi: `${vi} (${count})`,
  en: `${en} (${count})`,
})
