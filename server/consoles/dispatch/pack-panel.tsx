import { TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useClient } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { PackCardDocument, type PackCardMutation, SealParcelDocument } from '../generated/parcels.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { ParcelStepProps } from './parcel-step.ts'
import { scanAnswer } from './scan-answer.ts'
import { AsideList, LastScan, ScanField } from './scan-field.tsx'
import { type ScanOutcome, useScanQueue } from './use-scan-queue.ts'
import { parcelWords } from './words.ts'

const words = {
  title: { vi: 'Đóng kiện', en: 'Pack' },
  hint: {
    vi: 'Quét QR hoặc số phôi của từng thẻ, rồi đặt vào hộp đúng thứ tự hiện ra.',
    en: 'Scan the QR or the blank’s number of each card and put it where the screen says.',
  },
  inParcel: { vi: 'thẻ trong kiện', en: 'cards in the parcel' },
  seal: { vi: 'Niêm phong kiện', en: 'Seal the parcel' },
  sealHint: { vi: 'Số in trên dây hoặc tem niêm phong.', en: 'As printed on the seal.' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Packed = Extract<PackCardMutation['packCard'], { readonly __typename: 'PackedCard' }>

function placeOf({ serial, box, position }: Packed, capacity: number): ScanOutcome {
  const isFull = position === capacity
  const text = {
    vi: `hộp ${box}, vị trí ${position}.${isFull ? ' Hộp đã đủ: đóng nắp, lấy hộp mới.' : ''}`,
    en: `box ${box}, place ${position}.${isFull ? ' The box is full: close it, take a new one.' : ''}`,
  }
  return { taken: true, serial, text }
}

interface SealFormProps extends Pick<ParcelStepProps, 'parcel' | 'onStep'> {
  /** Not while cards that were scanned are not answered for, or none is in it. */
  readonly held: boolean
}

function SealForm({ parcel, onStep, held }: SealFormProps) {
  const say = useSay()
  const [sealNumber, setSealNumber] = useState('')
  const { act, busy, refusal, trouble } = useAct(SealParcelDocument)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const sealed = await act({ id: parcel.id, sealNumber })
    if (!sealed) return
    onStep({
      vi: `Đã niêm phong ${sealed.number}: ${sealed.count} thẻ. In danh sách và để vào kiện.`,
      en: `${sealed.number} is sealed with ${sealed.count} cards. Print its list and put it in.`,
    })
  }
  return (
    <form className="form-lines" onSubmit={(event) => void submit(event)}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <TextInput
          label={say(parcelWords.seal)}
          description={say(words.sealHint)}
          value={sealNumber}
          onChange={({ currentTarget }) => setSealNumber(currentTarget.value)}
          required
          autoComplete="off"
          maxLength={30}
          classNames={{ input: 'code' }}
        />
        <ActionButton
          label={words.seal}
          type="submit"
          keys="Ctrl+Enter"
          loading={busy}
          disabled={held || sealNumber.trim() === ''}
        />
      </div>
    </form>
  )
}

/** Cards go into an open parcel under the reader; then it is sealed. */
export function PackPanel({ parcel, onStep, onRefresh }: ParcelStepProps) {
  const say = useSay()
  const client = useClient()
  const [count, setCount] = useState(parcel.count)
  const pack = async (scan: string) => {
    const { data, error } = await client.mutation(PackCardDocument, { parcelId: parcel.id, scan }).toPromise()
    return scanAnswer<Packed>({ answer: data?.packCard, error }, (packed) => {
      setCount(packed.count)
      onRefresh()
      return placeOf(packed, parcel.boxCapacity)
    })
  }
  const queue = useScanQueue(pack)
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>
        {say(words.title)}: {formatCount(count)} {say(words.inParcel)}
      </h2>
      <ScanField queue={queue} hint={words.hint} />
      <LastScan line={queue.last} />
      <AsideList queue={queue} />
      <SealForm parcel={parcel} onStep={onStep} held={count === 0 || queue.waiting > 0} />
    </section>
  )
}
