import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import {
  DispatchParcelDocument,
  OfferParcelDocument,
  type OutsideCarrier,
  ReopenParcelDocument,
} from '../generated/parcels.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { ParcelStepProps } from './parcel-step.ts'
import { carrierNames } from './words.ts'

const words = {
  title: { vi: 'Gửi kiện', en: 'Send the parcel' },
  carrier: { vi: 'Gửi bằng', en: 'By' },
  tracking: { vi: 'Mã vận đơn', en: 'Tracking code' },
  send: { vi: 'Gửi đi', en: 'Send' },
  offer: { vi: 'Ký giao tận tay', en: 'Sign for giving it out' },
  offered: {
    vi: 'Bên giao đã ký; chờ cán bộ của đơn vị nhận đọc số niêm phong và ký nhận. Từ lúc',
    en: 'Signed by the giver; an officer of the unit reads the seal and signs. Since',
  },
  reopen: { vi: 'Mở niêm phong', en: 'Break the seal' },
} as const satisfies Readonly<Record<string, Bilingual>>

const carriers = ['COURIER', 'POST'] as const satisfies readonly OutsideCarrier[]

/** A sealed parcel leaves with a carrier, or into the hands of the unit; or its seal is broken again. */
export function SendPanel({ parcel, onStep, onRefresh }: ParcelStepProps) {
  const say = useSay()
  const [carrier, setCarrier] = useState<OutsideCarrier>('COURIER')
  const [trackingCode, setTrackingCode] = useState('')
  const send = useAct(DispatchParcelDocument)
  const offer = useAct(OfferParcelDocument)
  const reopen = useAct(ReopenParcelDocument)
  const { id, number } = parcel
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await send.act({ id, carrier, trackingCode }))
      onStep({ vi: `Kiện ${number} đã gửi đi.`, en: `Parcel ${number} is on its way.` })
  }
  const sign = async () => {
    if (await offer.act({ id }))
      onStep({ vi: `Đã ký giao ${number}; chờ bên nhận ký.`, en: `${number} waits for its taker.` })
  }
  const breakSeal = async () => {
    if (await reopen.act({ id }))
      onStep({ vi: `Đã mở niêm phong ${number}.`, en: `The seal of ${number} is broken.` })
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      {parcel.offeredAt && (
        <Notice tone="plain" title={`${say(words.offered)} ${formatInstant(parcel.offeredAt)}`} />
      )}
      <RefusalNotice
        refusal={send.refusal ?? offer.refusal ?? reopen.refusal}
        trouble={send.trouble ?? offer.trouble ?? reopen.trouble}
        onReload={onRefresh}
      />
      <form className="row" onSubmit={(event) => void submit(event)}>
        <NativeSelect
          label={say(words.carrier)}
          value={carrier}
          onChange={({ currentTarget }) =>
            setCarrier(carriers.find((one) => one === currentTarget.value) ?? 'COURIER')
          }
          data={carriers.map((value) => ({ value, label: say(carrierNames[value]) }))}
        />
        <TextInput
          className="grow"
          label={say(words.tracking)}
          value={trackingCode}
          onChange={({ currentTarget }) => setTrackingCode(currentTarget.value)}
          required
          autoComplete="off"
          maxLength={40}
          classNames={{ input: 'code' }}
        />
        <ActionButton
          label={words.send}
          type="submit"
          keys="Ctrl+Enter"
          loading={send.busy}
          disabled={trackingCode.trim() === ''}
        />
      </form>
      <div className="row">
        {!parcel.offeredAt && (
          <ActionButton
            label={words.offer}
            keys="F3"
            variant="default"
            loading={offer.busy}
            onClick={() => void sign()}
          />
        )}
        <ActionButton
          label={words.reopen}
          variant="default"
          loading={reopen.busy}
          onClick={() => void breakSeal()}
        />
      </div>
    </section>
  )
}
