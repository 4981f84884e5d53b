import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { largestBox, usualBox } from '../../../core/production/parcel.ts'
import { formatAge, formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { now } from '../clock.ts'
import { CardsToPackDocument, type CardsToPackQuery, OpenParcelDocument } from '../generated/parcels.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { parcelWords } from './words.ts'

type Place = CardsToPackQuery['cardsToPack'][number]

const words = {
  title: { vi: 'Thẻ chờ đóng kiện', en: 'Cards to pack' },
  oldest: { vi: 'Chờ lâu nhất', en: 'Longest wait' },
  capacity: { vi: 'Số thẻ một hộp', en: 'Cards in a box' },
  open: { vi: 'Mở kiện', en: 'Open a parcel' },
  none: { vi: 'Không có thẻ nào chờ đóng kiện.', en: 'No card waits to be packed.' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The places that cards wait for; a parcel is opened for one of them. */
export function ToPackPanel() {
  const say = useSay()
  const navigate = useNavigate()
  const [capacity, setCapacity] = useState<number>(usualBox)
  const { data, trouble, again } = useAsk(CardsToPackDocument, {}, { policy: 'cache-and-network' })
  const opening = useAct(OpenParcelDocument)
  const open = async ({ centreCode }: Place) => {
    const parcel = await opening.act({ centreCode, boxCapacity: capacity })
    if (parcel) void navigate(`/dispatch/${parcel.id}`)
  }
  const columns: readonly Column<Place>[] = [
    { title: parcelWords.centre, cell: ({ centreName, centreCode }) => `${centreName} (${centreCode})` },
    { title: parcelWords.cards, number: true, cell: ({ cards }) => formatCount(cards) },
    { title: words.oldest, cell: ({ since }) => say(formatAge(since, now())) },
  ]
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <RefusalNotice refusal={opening.refusal} trouble={opening.trouble} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      <NumberInput
        className="state-select"
        label={say(words.capacity)}
        value={capacity}
        onChange={(value) => setCapacity(typeof value === 'number' ? value : usualBox)}
        min={1}
        max={largestBox}
        allowDecimal={false}
        hideControls
      />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.cardsToPack}
          keyOf={({ centreCode }) => centreCode}
          columns={columns}
          empty={words.none}
          action={(place) => (
            <Button size="xs" loading={opening.busy} onClick={() => void open(place)}>
              {say(words.open)}
            </Button>
          )}
        />
      )}
    </section>
  )
}
