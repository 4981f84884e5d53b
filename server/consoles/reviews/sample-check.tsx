import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { RecordFindingsDocument, type SampleDetailFragment } from '../generated/review-samples.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { answersOf, type CheckAnswers, type CheckMark, findingsOf, withFound, withMark } from './answers.ts'
import { FieldCheck, markNames } from './field-check.tsx'

const words = {
  form: { vi: 'Phiếu thứ', en: 'Form' },
  clean: { vi: 'Không có lỗi', en: 'No errors' },
  save: { vi: 'Lưu, sang phiếu sau', en: 'Save, next form' },
  errors: { vi: 'lỗi; các mục khác là đủ, đúng', en: 'errors; the other items are right' },
  down: { vi: 'Mục sau', en: 'Next item' },
  up: { vi: 'Mục trước', en: 'Item above' },
  items: { vi: 'Các mục của phiếu', en: 'Items of the form' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface SampleCheckProps {
  readonly sample: SampleDetailFragment
  readonly round: 1 | 2
  readonly onSaved: () => void
  readonly onReload: () => void
}

/** Moves the focus among the items; an item without the focus is the first that has no mark. */
function useItems(answers: CheckAnswers, sample: SampleDetailFragment) {
  const list = useRef<HTMLOListElement>(null)
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
  const focused = () => rows().findIndex((row) => row.contains(document.activeElement))
  const current = () => {
    const at = focused()
    return at === -1 ? sample.fields.findIndex(({ id }) => !answers.has(id)) : at
  }
  const go = (to: number) => {
    const row = rows()[Math.min(Math.max(to, 0), sample.fields.length - 1)]
    row?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus()
  }
  const toFound = (at: number) => rows()[at]?.querySelector('input')?.focus()
  return { list, current, focused, go, toFound }
}

/** One form of the sample: its items, the errors among them, and on to the next. */
export function SampleCheck({ sample, round, onSaved, onReload }: SampleCheckProps) {
  const say = useSay()
  const nameOf = useUnitNames([sample.unitCode])
  const [answers, setAnswers] = useState(() => answersOf(sample.findings, round))
  const { act, busy, refusal, trouble } = useAct(RecordFindingsDocument)
  const { list, current, focused, go, toFound } = useItems(answers, sample)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [])
  const errors = findingsOf(answers)
  const mark = (at: number, one: CheckMark) => {
    const field = sample.fields[at]
    if (!field) return
    // The field for what was found has to be on the screen before it can take the focus.
    flushSync(() => setAnswers((before) => withMark(before, field.id, one)))
    if (one === 'RIGHT') go(at + 1)
    else toFound(at)
  }
  const save = async () => {
    const done = await act({ sampleId: sample.id, findings: errors })
    if (done) onSaved()
  }
  useShortcut('1', markNames.RIGHT, () => mark(current(), 'RIGHT'))
  useShortcut('2', markNames.MISSING, () => mark(current(), 'MISSING'))
  useShortcut('3', markNames.WRONG, () => mark(current(), 'WRONG'))
  useShortcut('j', words.down, () => go(focused() + 1))
  useShortcut('k', words.up, () => go(focused() - 1))
  const place = [sample.hamlet, nameOf(sample.unitCode)].filter((part) => part).join(', ')
  return (
    <section className="sample-check">
      <div className="panel sample-head">
        <h2 ref={heading} tabIndex={-1}>
          {say(words.form)} {sample.place} · <span className="code">{sample.formSerial}</span>
        </h2>
        <p className="soft">{place}</p>
      </div>
      <ol ref={list} className="check-list" aria-label={say(words.items)}>
        {sample.fields.map(({ id, item, label }, at) => (
          <FieldCheck
            key={id}
            number={item}
            label={label}
            answer={answers.get(id)}
            onMark={(one) => mark(at, one)}
            onFound={(found) => setAnswers((before) => withFound(before, id, found))}
            onNext={() => go(at + 1)}
          />
        ))}
      </ol>
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onReload} />
      <div className="check-bar">
        {errors.length === 0 ? (
          <ActionButton label={words.clean} keys="0" loading={busy} onClick={() => void save()} size="md" />
        ) : (
          <>
            <ActionButton
              label={words.save}
              keys="Ctrl+Enter"
              loading={busy}
              onClick={() => void save()}
              size="md"
            />
            <span>
              <strong>{errors.length}</strong> {say(words.errors)}
            </span>
          </>
        )}
      </div>
    </section>
  )
}
