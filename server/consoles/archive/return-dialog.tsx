import { Button, Stack, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type ArchiveLoansQuery, ReturnFormDocument } from '../generated/loans.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

export type Loan = ArchiveLoansQuery['archiveLoans']['edges'][number]['node']

const words = {
  title: { vi: 'Nhận trả phiếu', en: 'Return form' },
  place: { vi: 'Cất lại vào (kệ, hộp)', en: 'Put back at (shelf, box)' },
  accept: { vi: 'Nhận trả', en: 'Return' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ReturnDialogProps {
  readonly loan: Loan
  readonly onClose: () => void
  readonly onDone: (done: Bilingual) => void
}

/** The paper is back: at its place unless another is written. */
export function ReturnDialog({ loan, onClose, onDone }: ReturnDialogProps) {
  const say = useSay()
  const [place, setPlace] = useState(loan.archivePlace ?? '')
  const { act, busy, refusal, trouble } = useAct(ReturnFormDocument)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void act({ loanId: loan.id, archivePlace: place.trim() || null }).then((back) => {
      if (!back) return
      const at = back.archivePlace ?? ''
      onDone({
        vi: `Đã nhận trả phiếu ${loan.formSerial}, cất tại ${at}.`,
        en: `Form ${loan.formSerial} is back at ${at}.`,
      })
    })
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(words.title)} ${loan.formSerial}`}>
      <form onSubmit={submit}>
        <Stack>
          <RefusalNotice refusal={refusal} trouble={trouble} />
          <TextInput
            label={say(words.place)}
            value={place}
            onChange={({ currentTarget }) => setPlace(currentTarget.value)}
            data-autofocus
            autoComplete="off"
            maxLength={40}
          />
          <Button type="submit" loading={busy}>
            {say(words.accept)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
