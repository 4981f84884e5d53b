import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { DeclareFoundDocument } from '../generated/alarms.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { Done } from './done.tsx'
import { ReasonField, TextField } from './fields.tsx'
import { type Store, StorePicker } from './store-picker.tsx'

const words = {
  title: { vi: 'Tìm thấy phôi đã báo mất', en: 'A lost blank was found' },
  lead: {
    vi: 'Thủ kho xác nhận ở mục Thẻ hỏng và mất, bằng tài khoản của mình; khi đó phôi mới nhập kho.',
    en: 'A keeper confirms it in a session of their own, under Spoiled and lost; only then it is in the store.',
  },
  serial: { vi: 'Số phôi', en: 'Serial' },
  store: { vi: 'Nhập lại vào kho', en: 'Back into the store' },
  reason: { vi: 'Tìm thấy ở đâu, trong tình trạng nào', en: 'Where it was, and in what state' },
  found: { vi: 'Ghi tìm thấy', en: 'Record it' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The first officer's half: off the hot list it comes when a keeper has seen it too. */
export function FindBlankForm({ onDone }: { readonly onDone: (done: Done) => void }) {
  const say = useSay()
  const [serial, setSerial] = useState('')
  const [reason, setReason] = useState('')
  const [store, setStore] = useState<Store | null>(null)
  const { act, busy, refusal, trouble } = useAct(DeclareFoundDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!store) return
    const serials = [serial]
    if (!(await act({ serials, storeCode: store.code, reason }))) return
    const text = {
      vi: `Đã ghi tìm thấy phôi ${serial.trim()}. Chờ thủ kho của ${store.name} xác nhận.`,
      en: `Blank ${serial.trim()} is recorded as found. A keeper of ${store.name} confirms it.`,
    }
    setSerial('')
    setReason('')
    onDone({ text })
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <p>{say(words.lead)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <form onSubmit={(event) => void submit(event)}>
        <div className="field-grid">
          <TextField label={words.serial} value={serial} onValue={setSerial} serial />
          <StorePicker label={words.store} value={store} onPick={setStore} />
        </div>
        <ReasonField label={words.reason} value={reason} onValue={setReason} />
        <ActionButton
          label={words.found}
          type="submit"
          variant="default"
          mt="sm"
          loading={busy}
          disabled={!store || serial.trim() === '' || reason.trim() === ''}
        />
      </form>
    </section>
  )
}
