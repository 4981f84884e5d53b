import { Checkbox } from '@mantine/core'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { conflictKindNames, conflictKinds } from '../../../core/reconciliation/sources.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { type ConflictKind, OpenConflictDocument } from '../generated/conflict.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  open: { vi: 'Mở vụ việc đối chiếu', en: 'Open a conflict case' },
  kinds: { vi: 'Giấy tờ nói khác nhau về', en: 'Papers differ about' },
  close: { vi: 'Đóng', en: 'Close' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** An officer who holds papers that say something else opens a case about the person. */
export function OpenConflict({ residentId }: { readonly residentId: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [kinds, setKinds] = useState<readonly string[]>([])
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (open) form.current?.querySelector('input')?.focus()
  }, [open])
  const { act, busy, refusal, trouble } = useAct(OpenConflictDocument)
  const chosen: readonly ConflictKind[] = conflictKindNames.filter((kind) => kinds.includes(kind))
  async function openCase(): Promise<void> {
    const opened = await act({ residentId, kinds: chosen, dueOn: null })
    if (opened) await navigate(`/reconciliation/conflicts/${opened.case.id}`)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void openCase()
  }
  if (!open) {
    return (
      <div className="row no-print">
        <ActionButton label={words.open} keys="F9" variant="default" onClick={() => setOpen(true)} />
      </div>
    )
  }
  return (
    <form className="panel no-print" onSubmit={submit} ref={form}>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <Checkbox.Group label={say(words.kinds)} value={[...kinds]} onChange={setKinds}>
        <div className="field-grid">
          {conflictKindNames.map((kind) => (
            <Checkbox key={kind} value={kind} label={say(conflictKinds[kind])} />
          ))}
        </div>
      </Checkbox.Group>
      <div className="row">
        <ActionButton
          type="submit"
          label={words.open}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={chosen.length === 0}
        />
        <ActionButton label={words.close} variant="default" onClick={() => setOpen(false)} />
      </div>
    </form>
  )
}
