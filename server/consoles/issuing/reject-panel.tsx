import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import {
  type ApplicationFault,
  CorrectFileDocument,
  type Misprint,
  RemakeCardDocument,
} from '../generated/issuing.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'

const words = {
  title: { vi: 'Thẻ không đúng', en: 'The card is not right' },
  misprint: { vi: 'In lỗi, làm lại', en: 'Misprint: make again' },
  wrong: { vi: 'Sai thông tin', en: 'Wrong data' },
  kind: { vi: 'Lỗi gì', en: 'What is wrong' },
  whose: { vi: 'Lỗi của ai', en: 'Whose error' },
  misprintLead: {
    vi: 'Thẻ này bị hủy; thẻ mới được làm trước, không thu phí. Giữ thẻ lại để tiêu hủy.',
    en: 'This card is revoked; a new one is made first and free of charge. Keep it for its destruction.',
  },
  wrongLead: {
    vi: 'Thẻ này bị hủy; hồ sơ về bàn thu nhận để sửa. Lỗi của cơ quan thì không thu phí.',
    en: 'This card is revoked; the file goes back to the desk. Free of charge where the error is ours.',
  },
  sure: { vi: 'Xác nhận', en: 'Confirm' },
  remade: { vi: 'Đã chuyển làm lại thẻ, không thu phí.', en: 'The card is made again, free of charge.' },
  returned: { vi: 'Đã chuyển hồ sơ về bàn thu nhận.', en: 'The file is back at the desk.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const misprints: Readonly<Record<Misprint, Bilingual>> = {
  PRINT: { vi: 'In mờ, lệch, bẩn', en: 'Printed badly' },
  DAMAGE: { vi: 'Cong, xước, gãy', en: 'Bent, scratched, broken' },
  CHIP: { vi: 'Chip không đọc được', en: 'The chip cannot be read' },
}
const faults: Readonly<Record<ApplicationFault, Bilingual>> = {
  AUTHORITY: { vi: 'Cơ quan nhập, in sai', en: 'The office’s' },
  CITIZEN: { vi: 'Công dân khai sai', en: 'Declared wrongly' },
}
const misprintOrder = ['PRINT', 'DAMAGE', 'CHIP'] as const
const faultOrder = ['AUTHORITY', 'CITIZEN'] as const

interface RejectPanelProps {
  readonly scan: string
  readonly onRejected: (told: Bilingual) => void
}

/** Before anybody signs: a misprint is made again, wrong data go back to the desk. */
export function RejectPanel({ scan, onRejected }: RejectPanelProps) {
  const say = useSay()
  const may = useMay()
  const [asked, setAsked] = useState<'misprint' | 'wrong' | null>(null)
  const [misprint, setMisprint] = useState<Misprint>('PRINT')
  const [fault, setFault] = useState<ApplicationFault>('AUTHORITY')
  const remake = useAct(RemakeCardDocument)
  const correct = useAct(CorrectFileDocument)
  if (!may('card.reject')) return null
  const run = async () => {
    if (asked === 'misprint' && (await remake.act({ scan, misprint }))) onRejected(words.remade)
    if (asked === 'wrong' && (await correct.act({ scan, fault }))) onRejected(words.returned)
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2 className="step-title">{say(words.title)}</h2>
      <div className="row">
        <ActionButton
          label={words.misprint}
          keys="F4"
          variant="default"
          onClick={() => setAsked('misprint')}
        />
        <ActionButton label={words.wrong} keys="F6" variant="default" onClick={() => setAsked('wrong')} />
      </div>
      {asked && (
        <Dialog opened onClose={() => setAsked(null)} title={say(words[asked])}>
          <div className="form-lines">
            <p>{say(asked === 'misprint' ? words.misprintLead : words.wrongLead)}</p>
            <RefusalNotice
              refusal={remake.refusal ?? correct.refusal}
              trouble={remake.trouble ?? correct.trouble}
            />
            {asked === 'misprint' ? (
              <NativeSelect
                label={say(words.kind)}
                value={misprint}
                onChange={({ currentTarget }) =>
                  setMisprint(misprintOrder.find((one) => one === currentTarget.value) ?? 'PRINT')
                }
                data={misprintOrder.map((value) => ({ value, label: say(misprints[value]) }))}
                data-autofocus
              />
            ) : (
              <NativeSelect
                label={say(words.whose)}
                value={fault}
                onChange={({ currentTarget }) =>
                  setFault(faultOrder.find((one) => one === currentTarget.value) ?? 'AUTHORITY')
                }
                data={faultOrder.map((value) => ({ value, label: say(faults[value]) }))}
                data-autofocus
              />
            )}
            <ActionButton
              label={words.sure}
              keys="Ctrl+Enter"
              color="red.9"
              loading={remake.busy || correct.busy}
              onClick={() => void run()}
            />
          </div>
        </Dialog>
      )}
    </section>
  )
}
