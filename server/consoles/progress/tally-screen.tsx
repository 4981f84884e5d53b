import { NativeSelect, NumberInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { type FormKind, ReportTallyDocument } from '../generated/reports.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { ProgressNav } from './progress-nav.tsx'
import './progress.css'

const words = {
  title: { vi: 'Báo số liệu', en: 'Report counts' },
  lead: {
    vi: 'Dành cho đơn vị thu thập bằng phần mềm riêng: báo số phiếu của toàn địa bàn, tính đến hôm nay. Báo lại trong ngày thì số sau thay số trước.',
    en: 'For a unit that collects with software of its own: the forms of its whole area up to today. Reported again on a day, the later counts stand.',
  },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  kind: { vi: 'Loại phiếu', en: 'Kind of form' },
  send: { vi: 'Gửi số liệu', en: 'Send the counts' },
  sent: { vi: 'Đã ghi số liệu của đơn vị', en: 'The counts of the unit are kept' },
} as const satisfies Readonly<Record<string, Bilingual>>

const kinds = ['DC01', 'DC02'] as const satisfies readonly FormKind[]

/** In the order of the forms' way. */
const counted = [
  ['issued', { vi: 'Đã phát', en: 'Issued' }],
  ['returned', { vi: 'Đã thu', en: 'Returned' }],
  ['checked', { vi: 'Đã kiểm tra', en: 'Checked' }],
  ['scanned', { vi: 'Đã quét', en: 'Scanned' }],
  ['loaded', { vi: 'Đã nạp', en: 'Loaded' }],
] as const satisfies readonly (readonly [string, Bilingual])[]
type Counted = (typeof counted)[number][0]
type Typed = Readonly<Record<Counted, number | string>>

const nothing: Typed = { issued: '', returned: '', checked: '', scanned: '', loaded: '' }

/** The numbers typed; null while one is missing. */
function countsIn(typed: Typed): Readonly<Record<Counted, number>> | null {
  const { issued, returned, checked, scanned, loaded } = typed
  const missing = Object.values(typed).some((count) => count === '')
  if (missing) return null
  return {
    issued: Number(issued),
    returned: Number(returned),
    checked: Number(checked),
    scanned: Number(scanned),
    loaded: Number(loaded),
  }
}

/** What a unit tells that the system does not count itself. */
export function TallyScreen() {
  const say = useSay()
  const [unit, setUnit] = useState<PickedUnit | null>(null)
  const [kind, setKind] = useState<FormKind>('DC01')
  const [typed, setTyped] = useState<Typed>(nothing)
  const [sent, setSent] = useState<PickedUnit | null>(null)
  const { act, busy, refusal, trouble } = useAct(ReportTallyDocument)
  const counts = countsIn(typed)
  async function send(): Promise<void> {
    if (!unit || !counts) return
    setSent(null)
    if (await act({ unitCode: unit.code, kind, ...counts })) {
      setSent(unit)
      setTyped(nothing)
    }
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void send()
  }
  return (
    <Screen title={words.title}>
      <ProgressNav />
      <p>{say(words.lead)}</p>
      {sent && <Notice tone="good" title={`${say(words.sent)}: ${sent.path}`} spoken />}
      <form className="panel" onSubmit={submit}>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <div className="row">
          <div className="grow">
            <UnitPicker label={words.unit} value={unit} onPick={setUnit} required />
          </div>
          <NativeSelect
            label={say(words.kind)}
            value={kind}
            onChange={({ currentTarget }) =>
              setKind(kinds.find((one) => one === currentTarget.value) ?? kind)
            }
            data={[...kinds]}
          />
        </div>
        <div className="row">
          {counted.map(([id, name]) => (
            <NumberInput
              key={id}
              label={say(name)}
              value={typed[id]}
              onChange={(value) => setTyped({ ...typed, [id]: value })}
              min={0}
              max={1_000_000_000}
              allowDecimal={false}
              allowNegative={false}
              thousandSeparator="."
              decimalSeparator=","
              hideControls
              required
            />
          ))}
        </div>
        <div className="row">
          <ActionButton
            type="submit"
            label={words.send}
            keys="Ctrl+Enter"
            loading={busy}
            disabled={!unit || !counts}
          />
        </div>
      </form>
    </Screen>
  )
}
