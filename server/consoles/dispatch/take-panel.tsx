import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { TakeParcelDocument } from '../generated/parcels.ts'
import { useAct } from '../graphql/use-act.ts'
import type { ParcelStepProps } from './parcel-step.ts'
import { SealCheck } from './seal-check.tsx'

const words = {
  title: { vi: 'Nhận kiện tận tay', en: 'Take the parcel over' },
  lead: {
    vi: 'Xem dấu niêm phong còn nguyên, đọc số trên đó. Bạn ký nhận cả kiện; thẻ được quét khi mở.',
    en: 'See that the seal is whole and read its number. You sign for the parcel; its cards are scanned when it is opened.',
  },
  notYet: {
    vi: 'Bên giao chưa ký. Cán bộ xưởng ký giao trước, rồi bạn ký nhận ở đây.',
    en: 'The giver has not signed yet. The factory signs first, then you sign here.',
  },
  take: { vi: 'Ký nhận', en: 'Sign for it' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The taker's signature, in a session of their own. */
export function TakePanel({ parcel, onStep }: ParcelStepProps) {
  const say = useSay()
  const take = useAct(TakeParcelDocument)
  const run = async (sealNumber: string) => {
    if (await take.act({ id: parcel.id, sealNumber }))
      onStep({ vi: `Bạn đã ký nhận ${parcel.number}.`, en: `${parcel.number} is yours now.` })
  }
  if (parcel.offeredAt === null || parcel.offeredByMe) return <p className="soft">{say(words.notYet)}</p>
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <p>{say(words.lead)}</p>
      <SealCheck act={take} label={words.take} keys="Ctrl+Enter" onSeal={(seal) => void run(seal)} />
    </section>
  )
}
