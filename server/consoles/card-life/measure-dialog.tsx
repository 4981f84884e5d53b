import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { type BasisKind, basisKinds } from '../../../core/card-life/basis.ts'
import { articleOn, type GroundCode, measures } from '../../../core/card-life/grounds.ts'
import { type CalendarDate, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { today } from '../clock.ts'
import {
  HoldCardDocument,
  LockCardDocument,
  ProposeCardRevocationDocument,
  UnlockCardDocument,
} from '../generated/card-life.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { LifeCard } from './life-card.ts'
import { groundNames } from './words.ts'

const words = {
  reason: { vi: 'Lý do', en: 'Reason' },
  paper: { vi: 'Văn bản làm căn cứ', en: 'The paper it rests on' },
  kind: { vi: 'Loại văn bản', en: 'Kind' },
  number: { vi: 'Số văn bản', en: 'Number' },
  day: { vi: 'Ngày ban hành', en: 'Day' },
  issuer: { vi: 'Cơ quan ban hành', en: 'Issuer' },
  fingers: {
    vi: 'Vừa đối chiếu vân tay chủ thẻ tại quầy thì thẻ mở ngay; nếu không, cán bộ khác cũng xem giấy tờ, chủ thẻ và đồng ý.',
    en: 'Where you have just compared the holder’s fingers the card is unlocked at once; else another officer has to see holder and papers and agree.',
  },
  two: {
    vi: 'Đề nghị này chờ lãnh đạo duyệt, là người khác bạn.',
    en: 'This waits for an approver, who is not you.',
  },
  at: {
    vi: 'Thẻ bị khóa ngay, các nơi kiểm tra thẻ được báo trong vài giây.',
    en: 'The card is locked at once.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Paper {
  readonly kind: BasisKind
  readonly number: string
  readonly issuedOn: CalendarDate | null
  readonly issuedBy: string
}

interface MeasureDialogProps {
  readonly card: LifeCard
  readonly offer: LifeCard['offers'][number]
  readonly onClose: () => void
  readonly onDone: (done: Bilingual) => void
}

/** Each measure goes its own way to the server; all answer the same. */
function useMeasure() {
  const locking = useAct(LockCardDocument)
  const unlocking = useAct(UnlockCardDocument)
  const holding = useAct(HoldCardDocument)
  const revoking = useAct(ProposeCardRevocationDocument)
  const all = [locking, unlocking, holding, revoking]
  return {
    busy: all.some(({ busy }) => busy),
    refusal: all.find(({ refusal }) => refusal)?.refusal ?? null,
    trouble: all.find(({ trouble }) => trouble)?.trouble ?? null,
    async act(
      cardId: string,
      kind: LifeCard['offers'][number]['kind'],
      { ground, paper }: { readonly ground: GroundCode; readonly paper: Paper },
    ) {
      if (kind === 'LOCK') return locking.act({ cardId, ground })
      if (kind === 'UNLOCK') return unlocking.act({ cardId, ground })
      if (kind === 'DESTROY') return null
      const basis = { ...paper, issuedOn: paper.issuedOn ?? '' }
      if (kind === 'HOLD' || kind === 'GIVE_BACK') return holding.act({ cardId, kind, ground, basis })
      return revoking.act({ cardId, kind, ground, basis })
    },
  }
}

function PaperFields({
  paper,
  onPaper,
}: {
  readonly paper: Paper
  readonly onPaper: (paper: Paper) => void
}) {
  const say = useSay()
  return (
    <fieldset className="card-life-paper">
      <legend>{say(words.paper)}</legend>
      <Stack gap="xs">
        <NativeSelect
          label={say(words.kind)}
          value={paper.kind}
          data={Object.entries(basisKinds).map(([value, name]) => ({ value, label: say(name) }))}
          onChange={({ currentTarget }) => onPaper({ ...paper, kind: currentTarget.value as BasisKind })}
        />
        <TextInput
          label={say(words.number)}
          value={paper.number}
          maxLength={60}
          autoComplete="off"
          onChange={({ currentTarget }) => onPaper({ ...paper, number: currentTarget.value })}
        />
        <DateInput
          label={words.day}
          value={paper.issuedOn}
          onDate={(issuedOn) => onPaper({ ...paper, issuedOn })}
        />
        <TextInput
          label={say(words.issuer)}
          value={paper.issuedBy}
          maxLength={200}
          autoComplete="off"
          onChange={({ currentTarget }) => onPaper({ ...paper, issuedBy: currentTarget.value })}
        />
      </Stack>
    </fieldset>
  )
}

const notes: Readonly<Partial<Record<string, Bilingual>>> = {
  LOCK: words.at,
  UNLOCK: words.fingers,
  REVOKE: words.two,
  REINSTATE: words.two,
}

/** Why, and on what paper; asked once more, because the holder's next bank visit depends on it. */
export function MeasureDialog({ card, offer, onClose, onDone }: MeasureDialogProps) {
  const say = useSay()
  const { kind, grounds } = offer
  const [ground, setGround] = useState<GroundCode>(grounds[0] ?? 'LOST')
  const [paper, setPaper] = useState<Paper>({ kind: 'DECISION', number: '', issuedOn: null, issuedBy: '' })
  const { act, busy, refusal, trouble } = useMeasure()
  const rule = measures[kind]
  const article = articleOn(ground, parseCalendarDate(today()))
  const note = notes[kind]
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const outcome = await act(card.id, kind, { ground, paper })
    if (!outcome) return
    const waits = outcome.state === 'PROPOSED'
    onDone({
      vi: `${rule.name.vi}: ${waits ? 'đã ghi, chờ cán bộ thứ hai.' : 'đã thực hiện.'}`,
      en: `${rule.name.en}: ${waits ? 'recorded, waits for a second officer.' : 'done.'}`,
    })
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(rule.name)}: ${card.serial}`}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          {note && <p>{say(note)}</p>}
          <NativeSelect
            data-autofocus
            label={say(words.reason)}
            description={article ?? undefined}
            value={ground}
            data={groundNames(grounds).map(({ code, name }) => ({ value: code, label: say(name) }))}
            onChange={({ currentTarget }) =>
              setGround(grounds.find((code) => code === currentTarget.value) ?? ground)
            }
          />
          {rule.basis && <PaperFields paper={paper} onPaper={setPaper} />}
          <ActionButton label={rule.name} keys="Ctrl+Enter" type="submit" loading={busy} />
        </Stack>
      </form>
    </Dialog>
  )
}
