import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Fact, Facts } from '../approvals/facts.tsx'
import { Screen } from '../frame/screen.tsx'
import { OneParcelDocument, type ParcelRowFragment } from '../generated/parcels.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import './dispatch.css'
import { ParcelItems } from './parcel-items.tsx'
import { ParcelSteps } from './parcel-steps.tsx'
import { carrierNames, parcelStates, parcelWords } from './words.ts'

const words = {
  title: { vi: 'Kiện thẻ', en: 'Parcel' },
  all: { vi: '‹ Các kiện', en: '‹ All parcels' },
  loading: { vi: 'Đang mở kiện…', en: 'Opening…' },
  received: { vi: 'Đã quét ở nơi nhận', en: 'Scanned at the unit' },
  carrier: { vi: 'Vận chuyển', en: 'Carrier' },
  sent: { vi: 'Gửi lúc', en: 'Sent' },
  list: { vi: 'Danh sách niêm phong (PDF)', en: 'Sealed list (PDF)' },
  labels: { vi: 'Nhãn hộp (PDF)', en: 'Labels for its boxes (PDF)' },
  minutes: { vi: 'Biên bản sai lệch (PDF)', en: 'Record of the discrepancy (PDF)' },
  settlement: { vi: 'Biên bản giải quyết (PDF)', en: 'Record of the settlement (PDF)' },
} as const satisfies Readonly<Record<string, Bilingual>>

const tones: Readonly<Partial<Record<ParcelRowFragment['state'], string>>> = {
  DISPUTED: 'badge-trouble',
  RECONCILED: 'badge-good',
  RECEIVED: 'badge-good',
}

/** A label for each box: server/production/label-routes.ts. */
const labelsOf = ({ number, unitCode, count, boxCapacity }: ParcelRowFragment) =>
  `/labels/boxes.pdf?${new URLSearchParams({ parcel: number, unit: unitCode, cards: String(count), perBox: String(boxCapacity) })}`

function ParcelHead({ parcel }: { readonly parcel: ParcelRowFragment }) {
  const say = useSay()
  const may = useMay()
  const packs = may('card.dispatch')
  const { carrier, trackingCode, dispatchedAt, sealNumber } = parcel
  const facts: readonly Fact[] = [
    [parcelWords.centre, parcel.centreName ?? parcel.unitCode],
    [parcelWords.cards, formatCount(parcel.count)],
    [parcelWords.boxes, formatCount(parcel.boxes)],
    // The taker reads it off the seal: the server tells it once the parcel was taken over.
    ...(sealNumber ? [[parcelWords.seal, sealNumber] as const] : []),
    ...(carrier
      ? [[words.carrier, [say(carrierNames[carrier]), trackingCode].filter(Boolean).join(' · ')] as const]
      : []),
    ...(dispatchedAt
      ? [
          [words.sent, formatInstant(dispatchedAt)] as const,
          [words.received, `${formatCount(parcel.received)} / ${formatCount(parcel.count)}`] as const,
        ]
      : []),
  ]
  const papers = [
    [words.labels, packs && parcel.count > 0 ? labelsOf(parcel) : null],
    [words.list, parcel.listUrl],
    [words.minutes, parcel.minutesUrl],
    [words.settlement, parcel.settlementUrl],
  ] as const
  return (
    <section className="panel" aria-label={parcel.number}>
      <h2>
        <span className="code">{parcel.number}</span>{' '}
        <span className={`badge ${tones[parcel.state] ?? ''}`}>{say(parcelStates[parcel.state])}</span>
      </h2>
      <Facts facts={facts} />
      <p className="parcel-links">
        {papers.map(
          ([name, url]) =>
            url && (
              <a key={name.en} href={url} target="_blank" rel="noreferrer">
                {say(name)}
              </a>
            ),
        )}
      </p>
    </section>
  )
}

/** One parcel: what it is, what is to be done with it, and its cards. */
export function ParcelScreen() {
  const say = useSay()
  const { id = '' } = useParams()
  const [told, setTold] = useState<Bilingual | null>(null)
  const { data, trouble, again } = useAsk(
    OneParcelDocument,
    { id, number: null },
    { policy: 'cache-and-network' },
  )
  const [round, setRound] = useState(0)
  const answer = data?.parcel
  const parcel = answer?.__typename === 'Parcel' ? answer : null
  const step = (done: Bilingual | null) => {
    setTold(done)
    setRound((count) => count + 1)
    again()
  }
  return (
    <Screen title={words.title}>
      <p>
        <Link to="/dispatch">{say(words.all)}</Link>
      </p>
      {told && <Notice tone="good" title={say(told)} spoken />}
      <RefusalNotice refusal={answer?.__typename === 'DomainRefusal' ? answer : null} trouble={trouble} />
      {!data && !trouble && <output>{say(words.loading)}</output>}
      {parcel && (
        <>
          <ParcelHead parcel={parcel} />
          <ParcelSteps key={parcel.state} parcel={parcel} onStep={step} onRefresh={() => step(null)} />
          <ParcelItems parcel={parcel} round={round} onStep={step} />
        </>
      )}
    </Screen>
  )
}
