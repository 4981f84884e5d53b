import { useState, type SubmitEvent } from 'react'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { AssignScanningOfficeDocument, ScanningOfficeDocument } from '../generated/offices.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { ScansNav } from './scans-nav.tsx'

const words = {
  title: { vi: 'Nơi quét phiếu', en: 'Scanning offices' },
  lead: {
    vi: 'Chọn đơn vị để xem nơi nào quét phiếu của đơn vị ấy và mọi đơn vị bên dưới; giao nơi quét khác từ một ngày.',
    en: 'Choose a unit to see who scans for it and all below it; assign another office from a day on.',
  },
  unit: { vi: 'Đơn vị thu thập', en: 'Collecting unit' },
  now: { vi: 'Hiện nay quét tại', en: 'Scanned today at' },
  nowhere: { vi: 'Chưa có nơi quét', en: 'No office yet' },
  office: { vi: 'Giao cho nơi quét', en: 'Assign to' },
  from: { vi: 'Từ ngày', en: 'From' },
  assign: { vi: 'Giao', en: 'Assign' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Assign({ unit }: { readonly unit: PickedUnit }) {
  const say = useSay()
  const { data, trouble, again } = useAsk(ScanningOfficeDocument, { unitCode: unit.code })
  const [office, setOffice] = useState<PickedUnit | null>(null)
  const [from, setFrom] = useState<CalendarDate | null>(today)
  const [done, setDone] = useState<Bilingual | null>(null)
  const { act, busy, refusal, trouble: failed } = useAct(AssignScanningOfficeDocument)
  const code = data?.scanningOffice.officeCode ?? null
  const nameOf = useUnitNames(code === null ? [] : [code])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!office || !from) return
    void act({ unitCode: unit.code, officeCode: office.code, validFrom: from }).then((assigned) => {
      if (!assigned) return
      const day = formatDate(from)
      setDone({ vi: `Từ ${day}, ${office.path} quét phiếu.`, en: `From ${day}, ${office.path} scans.` })
      again()
    })
  }
  return (
    <form className="page-form" onSubmit={submit}>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {done && <Notice tone="good" title={say(done)} spoken />}
      {data && (
        <p>
          {say(words.now)}: <strong>{code === null ? say(words.nowhere) : nameOf(code)}</strong>
        </p>
      )}
      <RefusalNotice refusal={refusal} trouble={failed} />
      <div className="row">
        <div className="grow">
          <UnitPicker label={words.office} value={office} onPick={setOffice} required />
        </div>
        <DateInput label={words.from} value={from} onDate={setFrom} required />
        <ActionButton label={words.assign} type="submit" loading={busy} disabled={!office || !from} />
      </div>
    </form>
  )
}

/** Which office scans the forms of a unit: the law's default, or one that was assigned. */
export function OfficesScreen() {
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  return (
    <Screen title={words.title} lead={words.lead}>
      <ScansNav />
      <section className="panel">
        <UnitPicker label={words.unit} value={unit} onPick={setUnit} />
        {unit && <Assign key={unit.code} unit={unit} />}
      </section>
    </Screen>
  )
}
