import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import {
  CloseShiftDocument,
  CountShiftDocument,
  RecountShiftDocument,
  type ShiftRowFragment,
} from '../generated/shifts.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import type { Done } from './done.tsx'
import { CountField } from './fields.tsx'
import { ReasonBox } from './reason-box.tsx'

const words = {
  left: { vi: 'Số phôi còn ở trạm, đếm bằng tay', en: 'Blanks left at the station, counted by hand' },
  leftHint: {
    vi: 'Đếm trong khay nạp và trên bàn, khi máy in đã dừng.',
    en: 'In the feeder and on the table, with the printer at rest.',
  },
  count: { vi: 'Ghi số đếm', en: 'Record the count' },
  recount: { vi: 'Đếm lại', en: 'Count again' },
  close: { vi: 'Chốt ca', en: 'Close the shift' },
  explain: { vi: 'Chốt ca có giải trình', en: 'Close with an explanation' },
  explanation: { vi: 'Giải trình chênh lệch', en: 'Explanation of the difference' },
  explainLead: {
    vi: 'Bạn ký giải trình này; nó đứng trong biên bản đối soát ca. Đếm lại trước khi giải trình.',
    en: 'You sign this explanation; it stands in the record of the shift. Count again before you write it.',
  },
  mine: {
    vi: 'Số phôi không khớp. Đếm lại; nếu vẫn lệch, thủ kho hoặc cán bộ kiểm tra chất lượng khác phải giải trình và ký.',
    en: 'The blanks do not add up. Count again; if they still do not, another stock keeper or quality controller explains and signs.',
  },
  noCountToOther: {
    vi: 'Ca đang chạy; người vận hành trạm hoặc thủ kho kiểm đếm.',
    en: 'The shift is running; its operator or a stock keeper counts it.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ShiftStepsProps {
  readonly shift: ShiftRowFragment
  readonly onDone: (done: Done | null) => void
  readonly onAgain: () => void
}

function CountStep({ shift, onDone, onAgain }: ShiftStepsProps) {
  const input = useFirstFocus()
  const [left, setLeft] = useState<number | null>(null)
  const { act, busy, refusal, trouble } = useAct(CountShiftDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (left === null) return
    onDone(null)
    if (await act({ id: shift.id, countedLeft: left })) onAgain()
  }
  return (
    <form className="form-lines" onSubmit={(event) => void submit(event)}>
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onAgain} />
      <div className="row">
        <CountField
          input={input}
          label={words.left}
          hint={words.leftHint}
          value={left}
          onValue={setLeft}
          size="lg"
          className="grow"
        />
        <ActionButton
          label={words.count}
          type="submit"
          keys="Ctrl+Enter"
          size="lg"
          loading={busy}
          disabled={left === null}
        />
      </div>
    </form>
  )
}

/** Counted: closed where it adds up, else counted anew or explained by somebody else than the one who counted. */
function CloseStep({ shift, onDone, onAgain }: ShiftStepsProps) {
  const say = useSay()
  const may = useMay()
  const { officerId } = useOfficer()
  const recount = useAct(RecountShiftDocument)
  const close = useAct(CloseShiftDocument)
  const [explaining, setExplaining] = useState(false)
  const [explanation, setExplanation] = useState('')
  const fits = shift.difference === 0
  const mayExplain = !fits && may('shift.explain') && shift.countedBy !== officerId
  const again = async () => {
    onDone(null)
    if (await recount.act({ id: shift.id })) onAgain()
  }
  const closeWith = async (said: string | null) => {
    const closed = await close.act({ id: shift.id, explanation: said })
    if (!closed) return
    const text = { vi: 'Đã chốt ca.', en: 'The shift is closed.' }
    onDone({ text, paper: closed.minutes })
    onAgain()
  }
  return (
    <>
      {!fits && !mayExplain && <Notice tone="attention" title={say(words.mine)} />}
      <RefusalNotice
        refusal={recount.refusal ?? (explaining ? null : close.refusal)}
        trouble={recount.trouble ?? (explaining ? null : close.trouble)}
        onReload={onAgain}
      />
      <div className="row">
        {fits && may('shift.run') && (
          <ActionButton
            label={words.close}
            keys="Ctrl+Enter"
            loading={close.busy}
            onClick={() => void closeWith(null)}
          />
        )}
        {mayExplain && (
          <ActionButton label={words.explain} keys="F4" color="red.9" onClick={() => setExplaining(true)} />
        )}
        {may('shift.run') && (
          <ActionButton
            label={words.recount}
            keys="F3"
            variant="default"
            loading={recount.busy}
            onClick={() => void again()}
          />
        )}
      </div>
      {explaining && (
        <ReasonBox
          title={words.explain}
          subject=""
          lead={words.explainLead}
          label={words.explanation}
          act={close}
          reason={explanation}
          onReason={setExplanation}
          onSubmit={() => void closeWith(explanation)}
          onClose={() => setExplaining(false)}
        />
      )}
    </>
  )
}

/** What is to be done next with a shift that is not closed. */
export function ShiftSteps(props: ShiftStepsProps) {
  const say = useSay()
  const may = useMay()
  if (props.shift.state === 'COUNTED') return <CloseStep {...props} />
  return may('shift.run') ? <CountStep {...props} /> : <p className="soft">{say(words.noCountToOther)}</p>
}
