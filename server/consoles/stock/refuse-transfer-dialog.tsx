import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { RefuseStockTransferDocument, type StockTransferRowFragment } from '../generated/stock-transfers.ts'
import { useAct } from '../graphql/use-act.ts'
import type { Done } from './done.tsx'
import { ReasonBox } from './reason-box.tsx'

const words = {
  refuse: { vi: 'Từ chối nhận', en: 'Refuse' },
  what: {
    vi: 'Cả thùng trở về kho giao; biên bản ghi lý do của bạn.',
    en: 'All of it goes back to its store; the record says why.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface RefuseTransferDialogProps {
  readonly transfer: StockTransferRowFragment
  readonly onDone: (done: Done) => void
  readonly onClose: () => void
}

/** A box that is broken open, or not the one that was announced, is not taken. */
export function RefuseTransferDialog({ transfer, onDone, onClose }: RefuseTransferDialogProps) {
  const refuse = useAct(RefuseStockTransferDocument)
  const [reason, setReason] = useState('')
  const run = async () => {
    const refused = await refuse.act({ id: transfer.id, reason })
    if (!refused) return
    const text = {
      vi: `Đã từ chối nhận ${refused.number}.`,
      en: `${refused.number} was refused.`,
    }
    onDone({ text, paper: refused.minutes })
  }
  return (
    <ReasonBox
      title={words.refuse}
      subject={transfer.number}
      lead={words.what}
      act={refuse}
      reason={reason}
      onReason={setReason}
      onSubmit={() => void run()}
      onClose={onClose}
    />
  )
}
