import { useState } from 'react'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import {
  type ComparisonFragment,
  ParkConflictDocument,
  ReceiveConflictDocumentDocument,
} from '../generated/conflict.ts'
import { useAct } from '../graphql/use-act.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  until: { vi: 'Chờ giấy tờ đến ngày', en: 'Wait for a document until' },
  park: { vi: 'Để chờ giấy tờ', en: 'Wait for a document' },
  parked: { vi: 'Vụ việc chờ giấy tờ', en: 'The case waits for a document' },
  receive: { vi: 'Đã có giấy tờ', en: 'The document has come' },
  received: { vi: 'Vụ việc mở lại', en: 'The case is open again' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface WaitButtonsProps {
  readonly detail: ComparisonFragment
  readonly onDone: (done: Bilingual) => void
}

/** A case waits for a document until a day, and goes on when it has come. */
export function WaitButtons({ detail, onDone }: WaitButtonsProps) {
  const may = useMay()
  const [dueOn, setDueOn] = useState<CalendarDate | null>(null)
  const park = useAct(ParkConflictDocument)
  const receive = useAct(ReceiveConflictDocumentDocument)
  const { id, possibleEvents } = detail.case
  if (!may('conflict.propose')) return null
  if (possibleEvents.includes('park')) {
    return (
      <div className="panel">
        <RefusalNotice refusal={park.refusal} trouble={park.trouble} />
        <div className="row">
          <DateInput label={words.until} value={dueOn} onDate={setDueOn} w="13rem" />
          <ActionButton
            label={words.park}
            variant="default"
            loading={park.busy}
            disabled={dueOn === null}
            onClick={() => {
              if (dueOn) void park.act({ id, dueOn }).then((done) => done && onDone(words.parked))
            }}
          />
        </div>
      </div>
    )
  }
  if (!possibleEvents.includes('receive')) return null
  return (
    <div className="row">
      <RefusalNotice refusal={receive.refusal} trouble={receive.trouble} />
      <ActionButton
        label={words.receive}
        keys="Ctrl+Enter"
        loading={receive.busy}
        onClick={() => void receive.act({ id }).then((done) => done && onDone(words.received))}
      />
    </div>
  )
}
