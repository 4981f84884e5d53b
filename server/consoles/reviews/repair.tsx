import { useState, type SubmitEvent } from 'react'
import { addDays } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { RepairReviewDocument } from '../generated/review.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  heading: { vi: 'Phúc tra lại sau khắc phục', en: 'A new attempt after repair' },
  help: {
    vi: 'Khi phiếu bị trả lại đã được thu đủ hoặc hủy, lập lần phúc tra mới: mẫu mới, rút lại từ đầu.',
    en: 'Once the forms that went back are collected again or void: a new attempt with a new sample.',
  },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
  repair: { vi: 'Lập lần mới', en: 'New attempt' },
} as const satisfies Readonly<Record<string, Bilingual>>

const usualDays = 7

/** After a failure: when the locality is looked at again. */
export function Repair({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const say = useSay()
  const [from, setFrom] = useState<ReturnType<typeof today> | null>(today)
  const [to, setTo] = useState<ReturnType<typeof today> | null>(() => addDays(today(), usualDays))
  const { act, busy, refusal, trouble } = useAct(RepairReviewDocument)
  const ready = from !== null && to !== null && from <= to
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (from !== null && to !== null)
      void act({ id, schedule: { from, to } }).then((done) => done && onDone())
  }
  return (
    <form className="panel" onSubmit={submit} aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      <p>{say(words.help)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onDone} />
      <div className="row">
        <DateInput label={words.from} value={from} onDate={setFrom} />
        <DateInput label={words.to} value={to} onDate={setTo} />
        <ActionButton type="submit" label={words.repair} keys="F8" loading={busy} disabled={!ready} />
      </div>
    </form>
  )
}
