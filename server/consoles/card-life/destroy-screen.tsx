import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { type GroundCode, groundsFor } from '../../../core/card-life/grounds.ts'
import { parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { today } from '../clock.ts'
import { Screen } from '../frame/screen.tsx'
import {
  CardDestructionsDocument,
  type CardDestructionsQuery,
  ConfirmCardDestructionDocument,
  EndCardDestructionDocument,
  ProposeCardDestructionDocument,
} from '../generated/card-life.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { blanks } from '../stock/blank-stack.ts'
import { CardLifeNav } from './card-life-nav.tsx'
import { groundNames, reasonName } from './words.ts'

type Pile = CardDestructionsQuery['cardDestructionsToConfirm'][number]
type Places = CardDestructionsQuery['cardDestructionPlaces']

const words = {
  title: { vi: 'Tiêu hủy thẻ cũ', en: 'Destroying old cards' },
  lead: {
    vi: 'Thẻ đã đổi, hết hạn hoặc thu hồi. Người thứ nhất quét, người thứ hai đăng nhập và quét lại từng thẻ rồi mới hủy.',
    en: 'Replaced, expired or revoked cards. One officer scans them; another signs in and scans each again before they are destroyed.',
  },
  place: { vi: 'Nơi để thẻ', en: 'Where they lie' },
  reason: { vi: 'Lý do', en: 'Reason' },
  propose: { vi: 'Ghi đề nghị tiêu hủy', en: 'Declare them' },
  waiting: { vi: 'Chờ cán bộ thứ hai quét lại', en: 'To be scanned again' },
  count: { vi: 'Số thẻ', en: 'Cards' },
  by: { vi: 'Người lập', en: 'Declared by' },
  at: { vi: 'Lúc', en: 'At' },
  scan: { vi: 'Quét lại…', en: 'Scan…' },
  withdraw: { vi: 'Rút', en: 'Withdraw' },
  none: { vi: 'Không có đề nghị nào chờ.', en: 'Nothing waits.' },
  confirm: { vi: 'Đã hủy, ký biên bản', en: 'Destroyed, sign the record' },
  back: { vi: 'Thôi', en: 'Back' },
  paper: { vi: 'Biên bản (PDF)', en: 'Record (PDF)' },
  proposed: {
    vi: 'Đã ghi. Cán bộ khác phải đăng nhập và quét lại.',
    en: 'Recorded. Another officer has to scan them.',
  },
  withdrawn: { vi: 'Đã rút, thẻ giữ nguyên.', en: 'Withdrawn; the cards stay.' },
  destroyed: { vi: 'Đã tiêu hủy và lập biên bản.', en: 'Destroyed, with a record.' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Done {
  readonly text: Bilingual
  readonly minutesId?: string
}

function Declare({ places, onDone }: { readonly places: Places; readonly onDone: (done: Done) => void }) {
  const say = useSay()
  const reasons = groundNames(groundsFor('DESTROY', parseCalendarDate(today())))
  const [centreCode, setCentre] = useState(places[0]?.code ?? '')
  const [ground, setGround] = useState<GroundCode>('SURRENDERED')
  const [serials, setSerials] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(ProposeCardDestructionDocument)
  const propose = async () => {
    if (!(await act({ centreCode, serials, ground }))) return
    setSerials([])
    onDone({ text: words.proposed })
  }
  return (
    <section className="panel" aria-label={say(words.propose)}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <NativeSelect
          label={say(words.place)}
          value={centreCode}
          data={places.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
          onChange={({ currentTarget }) => setCentre(currentTarget.value)}
        />
        <NativeSelect
          label={say(words.reason)}
          value={ground}
          data={reasons.map(({ code, name }) => ({ value: code, label: say(name) }))}
          onChange={({ currentTarget }) =>
            setGround(reasons.find(({ code }) => code === currentTarget.value)?.code ?? ground)
          }
        />
      </div>
      <SerialStack of={blanks} serials={serials} onChange={setSerials}>
        <ActionButton
          label={words.propose}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={serials.length === 0}
          onClick={() => void propose()}
        />
      </SerialStack>
    </section>
  )
}

interface ScanAgainProps {
  readonly pile: Pile
  readonly onClose: () => void
  readonly onDone: (done: Done) => void
}

function ScanAgain({ pile, onClose, onDone }: ScanAgainProps) {
  const say = useSay()
  const [serials, setSerials] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(ConfirmCardDestructionDocument)
  const confirm = async () => {
    const done = await act({ groupId: pile.groupId, serials })
    if (done) onDone({ text: words.destroyed, minutesId: done.id })
  }
  return (
    <section className="panel" aria-label={say(words.waiting)}>
      <h2>
        {say(reasonName(pile.ground))}: {formatCount(pile.count)}
      </h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <SerialStack of={blanks} serials={serials} onChange={setSerials}>
        <ActionButton
          label={words.confirm}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={serials.length !== pile.count}
          onClick={() => void confirm()}
        />
        <ActionButton label={words.back} keys="Escape" variant="default" onClick={onClose} />
      </SerialStack>
    </section>
  )
}

/** Old cards on their way into the shredder: two officers, two scans, one record. */
export function DestroyScreen() {
  const say = useSay()
  const [open, setOpen] = useState<Pile | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const { data, trouble, again } = useAsk(CardDestructionsDocument, {})
  const ending = useAct(EndCardDestructionDocument)
  const finish = (what: Done) => {
    setOpen(null)
    setDone(what)
    again()
  }
  const withdraw = async ({ groupId }: Pile) => {
    if (await ending.act({ groupId })) finish({ text: words.withdrawn })
  }
  const columns: readonly Column<Pile>[] = [
    { title: words.reason, cell: ({ ground }) => say(reasonName(ground)) },
    { title: words.count, number: true, cell: ({ count }) => formatCount(count) },
    { title: words.place, cell: ({ centreCode }) => <span className="code">{centreCode}</span> },
    { title: words.by, cell: ({ proposedBy }) => proposedBy ?? '–' },
    { title: words.at, cell: ({ at }) => formatInstant(at) },
  ]
  return (
    <Screen title={words.title} lead={words.lead}>
      <CardLifeNav />
      {done && (
        <Notice tone="good" title={say(done.text)} spoken>
          {done.minutesId && (
            <p>
              <a href={`/minutes/${done.minutesId}.pdf`} target="_blank" rel="noreferrer">
                {say(words.paper)}
              </a>
            </p>
          )}
        </Notice>
      )}
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={ending.refusal} trouble={ending.trouble} />
      {data && !open && <Declare places={data.cardDestructionPlaces} onDone={finish} />}
      {open && <ScanAgain pile={open} onClose={() => setOpen(null)} onDone={finish} />}
      {data && (
        <section aria-label={say(words.waiting)}>
          <h2>{say(words.waiting)}</h2>
          <Worklist
            caption={words.waiting}
            rows={data.cardDestructionsToConfirm}
            keyOf={({ groupId }) => groupId}
            columns={columns}
            empty={words.none}
            action={(pile) => (
              <Button
                size="xs"
                variant="default"
                data-row
                onClick={() => (pile.mine ? void withdraw(pile) : setOpen(pile))}
              >
                {say(pile.mine ? words.withdraw : words.scan)}
              </Button>
            )}
          />
        </section>
      )}
    </Screen>
  )
}
