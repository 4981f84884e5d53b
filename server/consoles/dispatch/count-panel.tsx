import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import { blanks } from '../stock/blank-stack.ts'
import type { ParcelStepProps } from './parcel-step.ts'
import { useReceipt } from './use-receipt.ts'

const words = {
  title: { vi: 'Đếm thẻ trong kiện đã nhận', en: 'Count what was taken over' },
  lead: {
    vi: 'So với danh sách niêm phong. Thiếu thẻ nào, gõ số phôi của thẻ đó; đủ thì chốt ngay.',
    en: 'Compare with the sealed list. Type the serial of each card that is missing; close it if none is.',
  },
  right: { vi: 'Đủ thẻ, chốt kiện', en: 'All are there: close' },
  missing: { vi: 'Chốt, lập biên bản thiếu', en: 'Close, with a record of what is missing' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** A parcel that was taken over whole is counted: complete, or short of these serials. */
export function CountPanel({ parcel, onStep }: ParcelStepProps) {
  const say = useSay()
  const [missing, setMissing] = useState<readonly string[]>([])
  const { close, busy, refusal, trouble } = useReceipt(parcel, onStep)
  const isShort = missing.length > 0
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <p>{say(words.lead)}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <SerialStack of={blanks} serials={missing} onChange={setMissing}>
        <ActionButton
          label={isShort ? words.missing : words.right}
          keys="Ctrl+Enter"
          {...(isShort && { color: 'red.9' })}
          loading={busy}
          onClick={() => close(missing)}
        />
      </SerialStack>
    </section>
  )
}
