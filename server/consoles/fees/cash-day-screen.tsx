import { NumberInput, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  type CashDayViewFragment,
  CloseCashDocument,
  CountCashDocument,
  OneCashDayDocument,
  RecountCashDocument,
} from '../generated/fee-cash.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { FeesNav } from './fees-nav.tsx'
import './fees.css'
import { cashDayStates, dong } from './words.ts'

const words = {
  title: { vi: 'Chốt quỹ trong ngày', en: 'Closing of a day’s cash' },
  counted: {
    vi: 'Tiền mặt trong quỹ, đếm bằng tay (đồng)',
    en: 'Cash in the drawer, counted by hand (đồng)',
  },
  hint: {
    vi: 'Không tính tiền lẻ mang theo để thối. Số phải có chỉ hiện sau khi ghi số đếm.',
    en: 'Without the change that you brought. What should be there is shown after the count.',
  },
  count: { vi: 'Ghi số đếm', en: 'Record the count' },
  recount: { vi: 'Đếm lại', en: 'Count again' },
  close: { vi: 'Chốt quỹ', en: 'Close' },
  explain: { vi: 'Chốt quỹ có giải trình', en: 'Close with an explanation' },
  explanation: {
    vi: 'Giải trình chênh lệch (bạn ký bằng cách chốt)',
    en: 'Explanation (you sign it by closing)',
  },
  expected: { vi: 'Phải có', en: 'Expected' },
  inDrawer: { vi: 'Đếm được', en: 'Counted' },
  difference: { vi: 'Chênh lệch', en: 'Difference' },
  others: {
    vi: 'Quỹ lệch. Đếm lại; nếu vẫn lệch, trưởng điểm hoặc kế toán giải trình và ký.',
    en: 'It does not add up. Count again; if it stays so, a supervisor or accountant explains and signs.',
  },
  running: {
    vi: 'Quỹ đang thu; người giữ quỹ đếm vào cuối ngày.',
    en: 'The drawer is in use; its keeper counts it at the end.',
  },
  receipts: { vi: 'biên lai', en: 'receipts' },
  closedAt: { vi: 'chốt lúc', en: 'closed' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface StepProps {
  readonly drawer: CashDayViewFragment
  readonly onAgain: () => void
}

function CountStep({ drawer, onAgain }: StepProps) {
  const say = useSay()
  const input = useFirstFocus()
  const { act, busy, refusal, trouble } = useAct(CountCashDocument)
  const [counted, setCounted] = useState<number | null>(null)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (counted !== null && (await act({ id: drawer.id, counted }))) onAgain()
  }
  return (
    <form className="form-lines" onSubmit={(event) => void submit(event)}>
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onAgain} />
      <NumberInput
        ref={input}
        size="lg"
        label={say(words.counted)}
        description={say(words.hint)}
        value={counted ?? ''}
        onChange={(typed) => setCounted(typeof typed === 'number' ? typed : null)}
        min={0}
        max={999_999_999}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator="."
        decimalSeparator=","
        hideControls
        required
      />
      <ActionButton
        label={words.count}
        type="submit"
        keys="Ctrl+Enter"
        loading={busy}
        disabled={counted === null}
      />
    </form>
  )
}

function ExplainForm({ drawer, onAgain }: StepProps) {
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(CloseCashDocument)
  const [explanation, setExplanation] = useState('')
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await act({ id: drawer.id, explanation })) onAgain()
  }
  return (
    <form className="form-lines" onSubmit={(event) => void submit(event)}>
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onAgain} />
      <Textarea
        label={say(words.explanation)}
        value={explanation}
        onChange={({ currentTarget }) => setExplanation(currentTarget.value)}
        autosize
        minRows={2}
        minLength={10}
        maxLength={1000}
        required
      />
      <ActionButton
        label={words.explain}
        type="submit"
        keys="Ctrl+Enter"
        loading={busy}
        disabled={explanation.trim().length < 10}
      />
    </form>
  )
}

function KeeperStep({ drawer, onAgain }: StepProps) {
  const say = useSay()
  const recount = useAct(RecountCashDocument)
  const close = useAct(CloseCashDocument)
  const fits = drawer.difference === 0
  const run = async (step: Promise<unknown>) => {
    if (await step) onAgain()
  }
  return (
    <>
      {!fits && <Notice tone="attention" title={say(words.others)} />}
      <RefusalNotice
        refusal={close.refusal ?? recount.refusal}
        trouble={close.trouble ?? recount.trouble}
        onReload={onAgain}
      />
      <div className="row">
        {fits && (
          <ActionButton
            label={words.close}
            keys="Ctrl+Enter"
            loading={close.busy}
            onClick={() => void run(close.act({ id: drawer.id, explanation: null }))}
          />
        )}
        <ActionButton
          label={words.recount}
          keys="F3"
          variant="default"
          loading={recount.busy}
          onClick={() => void run(recount.act({ id: drawer.id }))}
        />
      </div>
    </>
  )
}

function Sum({ drawer: { expected, counted, difference } }: Pick<StepProps, 'drawer'>) {
  const say = useSay()
  if (expected === null || counted === null || difference === null) return null
  return (
    <dl className="fee-sum">
      <div>
        <dt>{say(words.expected)}</dt>
        <dd>{dong(expected)}</dd>
      </div>
      <div>
        <dt>{say(words.inDrawer)}</dt>
        <dd>{dong(counted)}</dd>
      </div>
      <div className={difference === 0 ? 'fee-fits' : 'fee-differs'}>
        <dt>{say(words.difference)}</dt>
        <dd>{dong(difference)}</dd>
      </div>
    </dl>
  )
}

function NextStep(props: StepProps) {
  const say = useSay()
  const may = useMay()
  const { officerId } = useOfficer()
  const { drawer } = props
  const isKeeper = drawer.officerId === officerId && may('fee.take')
  if (drawer.state === 'OPEN')
    return isKeeper ? <CountStep {...props} /> : <p className="soft">{say(words.running)}</p>
  if (drawer.state !== 'COUNTED') return drawer.explanation === null ? null : <p>{drawer.explanation}</p>
  if (isKeeper) return <KeeperStep {...props} />
  return may('fee.explain') && drawer.difference !== 0 ? <ExplainForm {...props} /> : null
}

/** One drawer of one day: counted, then closed. */
export function CashDayScreen() {
  const say = useSay()
  const { id = '' } = useParams()
  const { data, trouble, again } = useAsk(OneCashDayDocument, { id }, { policy: 'cache-and-network' })
  const drawer = data?.cashDay.__typename === 'CashDay' ? data.cashDay : null
  return (
    <Screen title={words.title}>
      <FeesNav />
      <RefusalNotice
        refusal={data?.cashDay.__typename === 'DomainRefusal' ? data.cashDay : null}
        trouble={trouble}
      />
      {drawer && (
        <section className="panel" aria-label={drawer.officerName ?? ''}>
          <h2>
            {drawer.officerName} · {formatDate(drawer.day)}
          </h2>
          <p className="soft">
            {say(cashDayStates[drawer.state])} · {drawer.receipts} {say(words.receipts)}
            {drawer.closedAt && ` · ${say(words.closedAt)} ${formatInstant(drawer.closedAt)}`}
          </p>
          <Sum drawer={drawer} />
          <NextStep key={drawer.state} drawer={drawer} onAgain={again} />
        </section>
      )}
    </Screen>
  )
}
