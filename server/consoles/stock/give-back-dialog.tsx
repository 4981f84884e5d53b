import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { GiveBackBlanksDocument } from '../generated/stock.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { CountField, TextField } from './fields.tsx'
import type { StationDialogProps } from './issue-dialog.tsx'
import { likeliestStation, StationSelect } from './station-select.tsx'
import { stockWords } from './words.ts'

const words = {
  title: { vi: 'Nhận trả phôi từ trạm', en: 'Take blanks back from a station' },
  what: {
    vi: 'Quét số đầu và số cuối của xấp, rồi đếm. Xấp phải liền số.',
    en: 'Scan the first and the last of the run, then count it. It must have no gaps.',
  },
  take: { vi: 'Nhận trả', en: 'Take back' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Unused blanks come back into the store: a run between two scanned serials, counted by hand. */
export function GiveBackDialog({ places, onDone, onClose }: StationDialogProps) {
  const say = useSay()
  const [stationId, setStationId] = useState(() => likeliestStation(places))
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [count, setCount] = useState<number | null>(null)
  const { act, busy, refusal, trouble } = useAct(GiveBackBlanksDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (count === null) return
    const back = await act({ stationId, firstSerial: first, lastSerial: last, count })
    if (!back) return
    onDone({
      text: {
        vi: `Đã nhận trả ${back.count} phôi vào kho.`,
        en: `${back.count} blanks are back in the store.`,
      },
    })
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.title)}>
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <p>{say(words.what)}</p>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <StationSelect places={places} value={stationId} onStation={setStationId} first />
        <TextField label={stockWords.first} value={first} onValue={setFirst} serial />
        <TextField label={stockWords.last} value={last} onValue={setLast} serial />
        <CountField label={stockWords.count} value={count} onValue={setCount} />
        <ActionButton
          label={words.take}
          type="submit"
          keys="Ctrl+Enter"
          loading={busy}
          disabled={count === null || first.trim() === '' || last.trim() === ''}
        />
      </form>
    </Dialog>
  )
}
