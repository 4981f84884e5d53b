import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { FindBlankDocument } from '../generated/alarms.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { Done } from './done.tsx'
import { TextField } from './fields.tsx'
import { type Store, StorePicker } from './store-picker.tsx'

const words = {
  title: { vi: 'Tìm thấy phôi đã báo mất', en: 'A lost blank was found' },
  serial: { vi: 'Số phôi', en: 'Serial' },
  store: { vi: 'Nhập lại vào kho', en: 'Back into the store' },
  found: { vi: 'Ghi tìm thấy', en: 'Record it' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Off the hot list, and into a store again. */
export function FindBlankForm({ onDone }: { readonly onDone: (done: Done) => void }) {
  const say = useSay()
  const [serial, setSerial] = useState('')
  const [store, setStore] = useState<Store | null>(null)
  const { act, busy, refusal, trouble } = useAct(FindBlankDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!store) return
    const found = await act({ serial, storeCode: store.code })
    if (!found) return
    setSerial('')
    const text = {
      vi: `Phôi ${found.serial} đã về ${store.name} và thôi bị theo dõi.`,
      en: `Blank ${found.serial} is in ${store.name} again and watched for no more.`,
    }
    onDone({ text })
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <form onSubmit={(event) => void submit(event)}>
        <div className="field-grid">
          <TextField label={words.serial} value={serial} onValue={setSerial} serial />
          <StorePicker label={words.store} value={store} onPick={setStore} />
        </div>
        <ActionButton
          label={words.found}
          type="submit"
          variant="default"
          mt="sm"
          loading={busy}
          disabled={!store || serial.trim() === ''}
        />
      </form>
    </section>
  )
}
