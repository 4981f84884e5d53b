import { Radio } from '@mantine/core'
import { useState } from 'react'
import { addDays, type CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import {
  type DuplicateCaseWait,
  GiveBackDuplicateCaseDocument,
  TakeDuplicateCaseDocument,
  WaitDuplicateCaseDocument,
} from '../generated/duplicate-case.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { CaseDetail } from './case-detail.ts'
import { waitNames } from './words.ts'

const words = {
  take: { vi: 'Nhận xét hồ sơ', en: 'Take the case' },
  taken: { vi: 'Bạn đang giữ hồ sơ này', en: 'You hold this case' },
  giveBack: { vi: 'Trả lại, không xét', en: 'Give back' },
  givenBack: { vi: 'Đã trả lại; người khác có thể nhận', en: 'Given back; another officer may take it' },
  wait: { vi: 'Tạm chờ…', en: 'Wait…' },
  waiting: { vi: 'Hồ sơ tạm chờ', en: 'The case waits' },
  why: { vi: 'Chờ gì', en: 'For what' },
  until: { vi: 'Đến ngày', en: 'Until' },
  keep: { vi: 'Để chờ', en: 'Let it wait' },
  waitLead: {
    vi: 'Trong lúc chờ, hồ sơ không ai giữ; hạn xét không đổi.',
    en: 'Nobody holds the case while it waits; its due date stays.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface StepProps {
  readonly detail: CaseDetail
  readonly onDone: (done: Bilingual) => void
  readonly onReload: () => void
}

/** Taking a case, giving it back, letting it wait: what this officer may do now. */
export function CaseSteps({ detail, onDone, onReload }: StepProps) {
  const [waiting, setWaiting] = useState(false)
  const take = useAct(TakeDuplicateCaseDocument)
  const giveBack = useAct(GiveBackDuplicateCaseDocument)
  const { id, version } = detail.case
  const may = (event: CaseDetail['possibleEvents'][number]) => detail.possibleEvents.includes(event)
  return (
    <>
      <RefusalNotice
        refusal={take.refusal ?? giveBack.refusal}
        trouble={take.trouble ?? giveBack.trouble}
        onReload={onReload}
      />
      <div className="row">
        {may('take') && (
          <ActionButton
            label={words.take}
            keys="F2"
            loading={take.busy}
            onClick={() => void take.act({ id, version }).then((done) => done && onDone(words.taken))}
          />
        )}
        {may('wait') && (
          <ActionButton label={words.wait} keys="F6" variant="default" onClick={() => setWaiting(true)} />
        )}
        {may('giveBack') && (
          <ActionButton
            label={words.giveBack}
            keys="F8"
            variant="default"
            loading={giveBack.busy}
            onClick={() => void giveBack.act({ id, version }).then((done) => done && onDone(words.givenBack))}
          />
        )}
      </div>
      {waiting && (
        <WaitDialog
          detail={detail}
          onReload={onReload}
          onClose={() => setWaiting(false)}
          onDone={(done) => {
            setWaiting(false)
            onDone(done)
          }}
        />
      )}
    </>
  )
}

const usualWait = 7
const waits = Object.keys(waitNames) as readonly DuplicateCaseWait[]

function WaitDialog({ detail, onDone, onReload, onClose }: StepProps & { readonly onClose: () => void }) {
  const say = useSay()
  const [reason, setReason] = useState<DuplicateCaseWait>('INTERVIEW')
  const [until, setUntil] = useState<CalendarDate | null>(() => addDays(today(), usualWait))
  const { act, busy, refusal, trouble } = useAct(WaitDuplicateCaseDocument)
  const { id, version } = detail.case
  const wait = async () => {
    if (until && (await act({ id, version, reason, until }))) onDone(words.waiting)
  }
  return (
    <Dialog opened title={say(words.wait)} onClose={onClose}>
      <div className="verdicts">
        <p>{say(words.waitLead)}</p>
        <RefusalNotice refusal={refusal} trouble={trouble} onReload={onReload} />
        <Radio.Group
          label={say(words.why)}
          value={reason}
          onChange={(value) => setReason(waits.find((one) => one === value) ?? reason)}
        >
          <div className="verdicts">
            {waits.map((one, i) => (
              <Radio
                key={one}
                value={one}
                label={say(waitNames[one])}
                {...(i === 0 && { 'data-autofocus': true })}
              />
            ))}
          </div>
        </Radio.Group>
        <DateInput label={words.until} value={until} onDate={setUntil} required />
        <div className="row">
          <ActionButton
            label={words.keep}
            keys="Ctrl+Enter"
            loading={busy}
            disabled={until === null}
            onClick={() => void wait()}
          />
        </div>
      </div>
    </Dialog>
  )
}
