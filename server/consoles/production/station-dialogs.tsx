import { Textarea } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { HaltStationDocument, ResumeStationDocument, type StationTileFragment } from '../generated/board.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { stationName } from './station-name.ts'

const words = {
  halt: { vi: 'Dừng trạm', en: 'Stop' },
  haltLead: {
    vi: 'Trạm làm xong thẻ đang ở trong máy rồi không nhận lệnh in mới.',
    en: 'The station finishes what is in the machine, and takes no more jobs.',
  },
  resume: { vi: 'Cho chạy lại', en: 'Let it go on' },
  done: { vi: 'Đã kiểm tra, khắc phục những gì', en: 'What was looked at and put right' },
  length: { vi: '10 đến 500 ký tự', en: '10 to 500 characters' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface StationDialogProps {
  readonly tile: StationTileFragment
  readonly onDone: () => void
  readonly onClose: () => void
}

const titleOf = (what: Bilingual, tile: StationTileFragment): Bilingual => ({
  vi: `${what.vi} ${stationName(tile)}`,
  en: `${what.en}: ${stationName(tile)}`,
})

/** A station is stopped after a question: cards are waiting for it. */
export function HaltDialog({ tile, onDone, onClose }: StationDialogProps) {
  const say = useSay()
  const halt = useAct(HaltStationDocument)
  const run = async () => {
    if (await halt.act({ stationId: tile.id })) onDone()
  }
  return (
    <Dialog opened onClose={onClose} title={say(titleOf(words.halt, tile))}>
      <div className="dialog-lines">
        <p>{say(words.haltLead)}</p>
        <RefusalNotice refusal={halt.refusal} trouble={halt.trouble} />
        <ActionButton
          label={words.halt}
          keys="Ctrl+Enter"
          loading={halt.busy}
          onClick={() => void run()}
          data-autofocus
        />
      </div>
    </Dialog>
  )
}

const [fewest, most] = [10, 500]

/** Whoever lets a station go on says what was done about it. */
export function ResumeDialog({ tile, onDone, onClose }: StationDialogProps) {
  const say = useSay()
  const resume = useAct(ResumeStationDocument)
  const [reason, setReason] = useState('')
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await resume.act({ stationId: tile.id, reason })) onDone()
  }
  return (
    <Dialog opened onClose={onClose} title={say(titleOf(words.resume, tile))}>
      <form className="dialog-lines" onSubmit={(event) => void submit(event)}>
        <Textarea
          className="dialog-field"
          label={say(words.done)}
          description={say(words.length)}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          maxLength={most}
          autosize
          minRows={2}
          required
          data-autofocus
        />
        <RefusalNotice refusal={resume.refusal} trouble={resume.trouble} />
        <ActionButton
          label={words.resume}
          keys="Ctrl+Enter"
          type="submit"
          loading={resume.busy}
          disabled={reason.trim().length < fewest}
        />
      </form>
    </Dialog>
  )
}
