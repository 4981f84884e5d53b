import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import {
  type Handling,
  handlings,
  oldCardKinds,
  type Surrendered,
} from '../../../core/enrollment/surrender.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { type Collector, collectorNames } from '../../../core/issuance/collectors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { CollectorFields } from './collector-fields.tsx'
import type { CardAtCounter } from './card-at-counter.ts'
import { handOver, noCollector } from './hand-over.ts'
import { InkBox } from './ink-box.tsx'

const words = {
  title: { vi: '2. Kiểm tra thẻ, ký nhận', en: '2. Look at the card and sign' },
  collector: { vi: 'Người nhận', en: 'Who takes it' },
  checked: {
    vi: 'Người nhận đã đọc lại từng mục trên thẻ và thấy đúng',
    en: 'Whoever takes it has read the card, and all is right',
  },
  old: { vi: 'Giấy tờ cũ', en: 'Old card' },
  choose: { vi: 'Chọn…', en: 'Choose…' },
  sign: { vi: 'Chữ ký của người nhận', en: 'Signature of who takes it' },
  clear: { vi: 'Xóa chữ ký', en: 'Clear' },
  unsigned: { vi: 'Không ký được, lý do', en: 'Cannot sign, because' },
  give: { vi: 'Trả thẻ', en: 'Hand over' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Strokes = readonly [number, number][][]

interface TakeFormProps {
  readonly card: CardAtCounter
  readonly scan: string
  readonly collector: Collector
  readonly onCollector: (collector: Collector) => void
  /** The holder is recognised, or somebody else takes it. */
  readonly ready: boolean
  readonly onGiven: (card: { readonly cardId: string; readonly serial: string }) => void
}

type OldCard = CardAtCounter['oldCards'][number]
const keyOf = ({ kind, number }: OldCard) => `${kind} ${number}`

/** Who takes the card, what becomes of old ones, the look at the card, and the signature. */
export function TakeForm({ card, scan, collector, onCollector, ready, onGiven }: TakeFormProps) {
  const say = useSay()
  const [person, setPerson] = useState(noCollector)
  const [done, setDone] = useState<Readonly<Record<string, string>>>({})
  const [checked, setChecked] = useState(false)
  const [strokes, setStrokes] = useState<Strokes>([])
  const [unsigned, setUnsigned] = useState('')
  const [busy, setBusy] = useState(false)
  const [missed, setMissed] = useState<{ readonly refusal?: Refusal; readonly trouble?: Trouble }>({})
  useShortcut('F3', words.checked, () => setChecked(!checked))
  const surrendered = card.oldCards.flatMap((old) => surrenderOf(old, done[keyOf(old)]))
  const isSigned = strokes.length > 0 || unsigned.trim().length >= 5
  const isWhole = ready && checked && isSigned && surrendered.length === card.oldCards.length
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!isWhole || busy) return
    setBusy(true)
    const ink = strokes.map((stroke) => stroke.map(([x, y]): [number, number] => [x, y]))
    const without = strokes.length > 0 ? '' : unsigned.trim()
    const answer = await handOver({ scan, collector, person, surrendered, strokes: ink, unsigned: without })
    setBusy(false)
    if ('cardId' in answer) onGiven({ cardId: answer.cardId, serial: card.serial })
    else setMissed(answer)
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2 className="step-title">{say(words.title)}</h2>
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        <NativeSelect
          label={say(words.collector)}
          value={collector}
          onChange={({ currentTarget }) =>
            onCollector(card.collectors.find((one) => one === currentTarget.value) ?? 'HOLDER')
          }
          data={card.collectors.map((value) => ({ value, label: say(collectorNames[value]) }))}
        />
        {collector !== 'HOLDER' && (
          <CollectorFields person={person} onPerson={setPerson} isProxy={collector === 'PROXY'} />
        )}
        {card.oldCards.map((old) => (
          <OldCardField
            key={keyOf(old)}
            old={old}
            value={done[keyOf(old)] ?? ''}
            onValue={(value) => setDone({ ...done, [keyOf(old)]: value })}
          />
        ))}
        <Checkbox
          checked={checked}
          onChange={({ currentTarget }) => setChecked(currentTarget.checked)}
          label={
            <>
              {say(words.checked)} <KeyHint keys="F3" />
            </>
          }
        />
        <div className="form-lines">
          <span>{say(words.sign)}</span>
          <InkBox
            strokes={strokes.map((stroke) => [...stroke])}
            onInk={(ink) => {
              setStrokes(ink)
              setUnsigned('')
            }}
          />
          <div className="row">
            <ActionButton
              label={words.clear}
              keys="F7"
              variant="default"
              size="sm"
              disabled={strokes.length === 0}
              onClick={() => setStrokes([])}
            />
            <TextInput
              className="grow"
              label={say(words.unsigned)}
              value={unsigned}
              disabled={strokes.length > 0}
              onChange={({ currentTarget }) => setUnsigned(currentTarget.value)}
              maxLength={200}
              autoComplete="off"
            />
          </div>
        </div>
        <RefusalNotice refusal={missed.refusal ?? null} trouble={missed.trouble ?? null} />
        <div className="row">
          <ActionButton
            label={words.give}
            type="submit"
            keys="Ctrl+Enter"
            size="lg"
            loading={busy}
            disabled={!isWhole}
          />
        </div>
      </form>
    </section>
  )
}

function surrenderOf(
  { kind, number, handlings: may }: OldCard,
  told: string | undefined,
): readonly Surrendered[] {
  const known = (Object.keys(oldCardKinds) as (keyof typeof oldCardKinds)[]).find((one) => one === kind)
  const handling = (Object.keys(handlings) as Handling[]).find((one) => one === told && may.includes(one))
  return known && handling ? [{ kind: known, number, handling }] : []
}

interface OldCardFieldProps {
  readonly old: OldCard
  readonly value: string
  readonly onValue: (value: string) => void
}

function OldCardField({ old, value, onValue }: OldCardFieldProps) {
  const say = useSay()
  const names: Readonly<Record<string, Bilingual>> = handlings
  const kinds: Readonly<Record<string, Bilingual>> = oldCardKinds
  const kind = kinds[old.kind]
  return (
    <NativeSelect
      label={`${say(words.old)}: ${kind ? say(kind) : old.kind} ${old.number}`}
      value={value}
      onChange={({ currentTarget }) => onValue(currentTarget.value)}
      required
      data={[
        { value: '', label: say(words.choose) },
        ...old.handlings.map((code) => ({ value: code, label: say(names[code] ?? { vi: code, en: code }) })),
      ]}
    />
  )
}
