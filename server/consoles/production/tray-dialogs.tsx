import { TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { UnknownCardFragment } from '../generated/board.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import type { Tray } from './use-tray.ts'

const words = {
  spoiled: { vi: 'Khai hỏng', en: 'Declare spoiled' },
  untouched: { vi: 'Phôi còn nguyên', en: 'The blank is untouched' },
  untouchedLead: {
    vi: 'Chỉ xác nhận khi đã cầm phôi này trên tay và phôi chưa in, chưa ghi chip. Lệnh in sẽ được làm lại.',
    en: 'Only with this very blank in your hand, unprinted, its chip unwritten. The job is made again.',
  },
  serial: { vi: 'Quét hoặc gõ số phôi đang cầm', en: 'Scan or type the number of the blank in your hand' },
  other: { vi: 'Không phải phôi của lệnh in này', en: 'Not the blank of this job' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** What may have become of a card that nobody saw: codes of core/production/spoil-classes.ts, and the machine's own. */
const spoilReasons = {
  PRINT: { vi: 'Thẻ in dở, in hỏng', en: 'Printed in part, or badly' },
  DAMAGE: { vi: 'Thẻ cong, gãy, xước', en: 'Bent, broken or scratched' },
  CHIP: { vi: 'Chip không đọc được hoặc sai', en: 'Chip silent or wrong' },
  CARD_NOT_FOUND: {
    vi: 'Không thấy thẻ trong máy, khay và hộp thẻ hỏng',
    en: 'Not in printer, tray or reject box',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface TrayDialogProps {
  readonly job: UnknownCardFragment
  readonly tray: Tray
  readonly onClose: () => void
}

export function SpoiledDialog({ job, tray, onClose }: TrayDialogProps) {
  const of = job.blankSerial ?? ''
  return (
    <ReasonDialog
      title={{ vi: `${words.spoiled.vi}: ${of}`, en: `${words.spoiled.en}: ${of}` }}
      reasons={spoilReasons}
      act={tray}
      onReason={(reason) => void tray.declare(job, { found: 'SPOILED', reason })}
      onClose={onClose}
    />
  )
}

const bare = (serial: string) => serial.trim().toUpperCase()

/** A job that is printed again by mistake makes two cards: the blank is held in the hand, and its number proves it. */
export function UntouchedDialog({ job, tray, onClose }: TrayDialogProps) {
  const say = useSay()
  const [serial, setSerial] = useState('')
  const isIt = bare(serial) === bare(job.blankSerial ?? '') && serial !== ''
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isIt) void tray.declare(job, { found: 'UNTOUCHED' })
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(words.untouched)}: ${job.blankSerial ?? ''}`}>
      <form className="dialog-lines" onSubmit={submit}>
        <p>{say(words.untouchedLead)}</p>
        <TextInput
          className="dialog-field"
          label={say(words.serial)}
          value={serial}
          onChange={({ currentTarget }) => setSerial(currentTarget.value)}
          error={serial.length >= (job.blankSerial ?? '').length && !isIt ? say(words.other) : null}
          autoComplete="off"
          classNames={{ input: 'code' }}
          data-autofocus
        />
        <RefusalNotice refusal={tray.refusal} trouble={tray.trouble} />
        <ActionButton
          label={words.untouched}
          keys="Ctrl+Enter"
          type="submit"
          loading={tray.busy}
          disabled={!isIt}
        />
      </form>
    </Dialog>
  )
}
