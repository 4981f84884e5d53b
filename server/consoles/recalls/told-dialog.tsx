import { Button, Stack } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { RecordHolderToldDocument, type RecallsQuery } from '../generated/recalls.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

export type RecalledCard = RecallsQuery['recallItems']['edges'][number]['node']

const words = {
  title: { vi: 'Đã báo chủ thẻ', en: 'The holder was told' },
  serial: { vi: 'Thẻ số', en: 'Card' },
  what: {
    vi: 'Ghi rằng chủ thẻ đã biết phải đổi thẻ, không mất phí. Thẻ cũ vẫn dùng được đến khi nhận thẻ mới. Đã ghi thì không bỏ được.',
    en: 'Record that the holder knows to exchange the card, free of charge. The old card stays in use until then. This cannot be undone.',
  },
  record: { vi: 'Ghi đã báo', en: 'Record it' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ToldDialogProps {
  readonly card: RecalledCard
  readonly onClose: () => void
  readonly onDone: (done: Bilingual) => void
}

/** Asked once more: what is recorded stands in the audit and leaves the list. */
export function ToldDialog({ card, onClose, onDone }: ToldDialogProps) {
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(RecordHolderToldDocument)
  const { recallId, cardId, cardSerial } = card
  const record = async () => {
    const told = await act({ recallId, cardId })
    if (!told) return
    onDone({
      vi: `Đã ghi: chủ thẻ ${cardSerial} được báo đổi thẻ.`,
      en: `Recorded: the holder of card ${cardSerial} was told.`,
    })
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.title)}>
      <Stack>
        <RefusalNotice refusal={refusal} trouble={trouble} />
        <p>
          {say(words.serial)} <span className="code">{cardSerial}</span>
        </p>
        <p>{say(words.what)}</p>
        <Button data-autofocus loading={busy} onClick={() => void record()}>
          {say(words.record)}
        </Button>
      </Stack>
    </Dialog>
  )
}
