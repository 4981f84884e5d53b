import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type SendBackReason, sendBackReasons } from '../../../core/forms/collection.ts'
import { CollectFormsDocument, SendBackFormDocument, VoidFormDocument } from '../generated/forms.ts'
import { useAct } from '../graphql/use-act.ts'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { eventNames, sendBackNames } from './words.ts'

const words = {
  reason: { vi: 'Lý do trả lại', en: 'Reason' },
  sendBackHelp: {
    vi: 'Phiếu về lại người thu thập; nội dung đã nhập của phiếu này bị xóa.',
    en: 'The form goes back to its collector; what was keyed of it is forgotten.',
  },
  voidHelp: {
    vi: 'Phiếu hỏng hoặc mất. Hủy rồi không khôi phục được.',
    en: 'A spoiled or lost form. It cannot be taken back.',
  },
  replacement: { vi: 'Số phiếu thay thế (nếu có)', en: 'Replacing serial (if any)' },
  place: { vi: 'Nơi lưu (kệ, hộp)', en: 'Shelf and box' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface FormDialogProps {
  readonly serial: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

interface FrameProps {
  readonly dialog: FormDialogProps
  readonly title: Bilingual
  readonly act: { readonly busy: boolean; readonly refusal: Refusal | null; readonly trouble: Trouble | null }
  readonly danger?: true
  readonly ready?: boolean
  readonly onSubmit: () => Promise<unknown>
  readonly children: ReactNode
}

function DialogForm({ dialog, title, act, danger, ready = true, onSubmit, children }: FrameProps) {
  const say = useSay()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void onSubmit().then((done) => done && dialog.onDone())
  }
  return (
    <Dialog opened={dialog.opened} onClose={dialog.onClose} title={`${say(title)} ${dialog.serial}`}>
      <form onSubmit={submit}>
        <Stack>
          <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
          {children}
          <Button type="submit" disabled={!ready} loading={act.busy} {...(danger && { color: 'red.9' })}>
            {say(title)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}

/** One of the reasons; arrows move between them. */
export function SendBackDialog(props: FormDialogProps) {
  const say = useSay()
  const [reason, setReason] = useState<SendBackReason | null>(null)
  const act = useAct(SendBackFormDocument)
  const submit = async () => reason && act.act({ serial: props.serial, reason })
  return (
    <DialogForm
      dialog={props}
      title={eventNames.sendBack}
      act={act}
      ready={reason !== null}
      onSubmit={submit}
    >
      <p>{say(words.sendBackHelp)}</p>
      <Radio.Group
        label={say(words.reason)}
        value={reason}
        onChange={(value) => setReason(sendBackReasons.find((one) => one === value) ?? null)}
      >
        <Stack gap="xs" mt="xs">
          {sendBackReasons.map((one, i) => (
            <Radio
              key={one}
              value={one}
              label={say(sendBackNames[one])}
              {...(i === 0 && { 'data-autofocus': true })}
            />
          ))}
        </Stack>
      </Radio.Group>
    </DialogForm>
  )
}

export function VoidDialog(props: FormDialogProps) {
  const say = useSay()
  const [replacement, setReplacement] = useState('')
  const act = useAct(VoidFormDocument)
  const submit = () => act.act({ serial: props.serial, replacedBy: replacement.trim() || null })
  return (
    <DialogForm dialog={props} title={eventNames.void} act={act} danger onSubmit={submit}>
      <p>{say(words.voidHelp)}</p>
      <TextInput
        label={say(words.replacement)}
        value={replacement}
        onChange={({ currentTarget }) => setReplacement(currentTarget.value)}
        data-autofocus
        autoComplete="off"
        maxLength={40}
      />
    </DialogForm>
  )
}

/** Where the paper lies from now on, asked when the scan is signed. */
export function ArchiveDialog(props: FormDialogProps) {
  const say = useSay()
  const [place, setPlace] = useState('')
  const act = useAct(CollectFormsDocument)
  const submit = () => act.act({ serials: [props.serial], step: 'scan', archivePlace: place.trim() || null })
  return (
    <DialogForm dialog={props} title={eventNames.scan} act={act} onSubmit={submit}>
      <TextInput
        label={say(words.place)}
        value={place}
        onChange={({ currentTarget }) => setPlace(currentTarget.value)}
        data-autofocus
        autoComplete="off"
        maxLength={100}
      />
    </DialogForm>
  )
}
