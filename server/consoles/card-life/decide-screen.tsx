import { Button, Stack, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  CardMeasuresToDecideDocument,
  type CardMeasuresToDecideQuery,
  ConfirmCardMeasureDocument,
  EndCardMeasureDocument,
} from '../generated/card-life.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { CardLifeNav } from './card-life-nav.tsx'
import { measureName, reasonName } from './words.ts'

type Waiting = CardMeasuresToDecideQuery['cardMeasuresToDecide'][number]

const words = {
  title: { vi: 'Chờ cán bộ thứ hai', en: 'Second signatures' },
  lead: {
    vi: 'Mỗi việc cần hai người: người lập không tự quyết định được.',
    en: 'Each takes two persons: who proposed it does not decide it.',
  },
  card: { vi: 'Thẻ', en: 'Card' },
  measure: { vi: 'Việc', en: 'Measure' },
  reason: { vi: 'Lý do', en: 'Reason' },
  basis: { vi: 'Căn cứ', en: 'Paper' },
  by: { vi: 'Người lập', en: 'Proposed by' },
  at: { vi: 'Lúc', en: 'At' },
  decide: { vi: 'Quyết định…', en: 'Decide…' },
  withdraw: { vi: 'Rút…', en: 'Withdraw…' },
  none: { vi: 'Không có việc nào chờ.', en: 'Nothing waits.' },
  agree: { vi: 'Đồng ý, thực hiện ngay', en: 'Agree, carry out now' },
  disagree: { vi: 'Không đồng ý', en: 'Do not agree' },
  takeBack: { vi: 'Rút đề nghị', en: 'Withdraw it' },
  why: { vi: 'Vì sao không đồng ý (5 đến 500 ký tự)', en: 'Why not (5 to 500 characters)' },
  seen: {
    vi: 'Bạn cũng phải tự xem văn bản làm căn cứ; mở khóa thì tự xem chủ thẻ và giấy tờ.',
    en: 'See the paper yourself; to unlock, see the holder and their papers.',
  },
  done: { vi: 'Đã thực hiện.', en: 'Done.' },
  ended: { vi: 'Đã khép lại, thẻ giữ nguyên.', en: 'Ended; the card stays as it was.' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DecisionProps {
  readonly waiting: Waiting
  readonly onClose: () => void
  readonly onDone: (done: Bilingual) => void
}

function Decision({ waiting, onClose, onDone }: DecisionProps) {
  const say = useSay()
  const { serial, mine, measure } = waiting
  const [reason, setReason] = useState('')
  const confirming = useAct(ConfirmCardMeasureDocument)
  const ending = useAct(EndCardMeasureDocument)
  const busy = confirming.busy || ending.busy
  const agree = async () => {
    if (await confirming.act({ id: measure.id })) onDone(words.done)
  }
  const end = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await ending.act({ id: measure.id, reason })) onDone(words.ended)
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(measureName(measure.kind))}: ${serial}`}>
      <Stack>
        <RefusalNotice
          refusal={confirming.refusal ?? ending.refusal}
          trouble={confirming.trouble ?? ending.trouble}
        />
        <p>
          {say(reasonName(measure.ground))}
          {measure.basis && `. ${measure.basis}`}
        </p>
        {!mine && (
          <>
            <p className="soft">{say(words.seen)}</p>
            <ActionButton
              data-autofocus
              label={words.agree}
              keys="Ctrl+Enter"
              loading={busy}
              onClick={() => void agree()}
            />
          </>
        )}
        <form onSubmit={(event) => void end(event)}>
          <Stack gap="xs">
            {!mine && (
              <Textarea
                label={say(words.why)}
                value={reason}
                maxLength={500}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
            )}
            <Button type="submit" variant="default" loading={busy}>
              {say(mine ? words.takeBack : words.disagree)}
            </Button>
          </Stack>
        </form>
      </Stack>
    </Dialog>
  )
}

/** What one officer proposed and another has to agree to, the oldest first. */
export function DecideScreen() {
  const say = useSay()
  const pages = useCursorPages('measures')
  const [open, setOpen] = useState<Waiting | null>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const { data, trouble, again } = useAsk(CardMeasuresToDecideDocument, { after: pages.after })
  const rows = data?.cardMeasuresToDecide ?? []
  const columns: readonly Column<Waiting>[] = [
    { title: words.card, cell: ({ serial }) => <span className="code">{serial}</span> },
    { title: words.measure, cell: ({ measure }) => say(measureName(measure.kind)) },
    { title: words.reason, cell: ({ measure }) => say(reasonName(measure.ground)) },
    { title: words.basis, cell: ({ measure }) => measure.basis ?? '–' },
    { title: words.by, cell: ({ measure }) => measure.proposedBy ?? '–' },
    { title: words.at, cell: ({ measure }) => formatInstant(measure.at) },
  ]
  const finish = (text: Bilingual) => {
    setOpen(null)
    setDone(text)
    again()
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <CardLifeNav />
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={rows}
          keyOf={({ measure }) => measure.id}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={rows.length === 50 ? rows.at(-1)?.measure.id : null}
          action={(row) => (
            <Button size="xs" variant="default" data-row onClick={() => setOpen(row)}>
              {say(row.mine ? words.withdraw : words.decide)}
            </Button>
          )}
        />
      )}
      {open && <Decision waiting={open} onClose={() => setOpen(null)} onDone={finish} />}
    </Screen>
  )
}
