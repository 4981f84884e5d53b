import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { IssueBlanksDocument } from '../generated/stock.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { Done } from './done.tsx'
import { CountField } from './fields.tsx'
import { likeliestStation, StationSelect } from './station-select.tsx'
import type { Place } from './use-places.ts'

const words = {
  title: { vi: 'Cấp phôi cho trạm', en: 'Issue blanks to a station' },
  count: { vi: 'Số phôi cấp', en: 'Blanks' },
  hint: {
    vi: 'Hệ thống cấp các số nhỏ nhất còn trong kho.',
    en: 'The lowest serials of the store are taken.',
  },
  issue: { vi: 'Cấp phôi', en: 'Issue' },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface StationDialogProps {
  readonly places: readonly Place[]
  readonly onDone: (done: Done) => void
  readonly onClose: () => void
}

/** Blanks go from the store to a station and its open shift. */
export function IssueDialog({ places, onDone, onClose }: StationDialogProps) {
  const say = useSay()
  const [stationId, setStationId] = useState(() => likeliestStation(places))
  const [count, setCount] = useState<number | null>(null)
  const { act, busy, refusal, trouble } = useAct(IssueBlanksDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (count === null) return
    const issued = await act({ stationId, count })
    if (!issued) return
    const range = `${issued.first} – ${issued.last}`
    onDone({
      text: {
        vi: `Đã cấp ${issued.count} phôi: ${range}. Lấy đúng các số này khỏi kho.`,
        en: `${issued.count} blanks issued: ${range}. Take these from the store.`,
      },
    })
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.title)}>
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <StationSelect places={places} value={stationId} onStation={setStationId} first />
        <CountField label={words.count} hint={words.hint} value={count} onValue={setCount} />
        <ActionButton
          label={words.issue}
          type="submit"
          keys="Ctrl+Enter"
          loading={busy}
          disabled={count === null || count === 0}
        />
      </form>
    </Dialog>
  )
}
