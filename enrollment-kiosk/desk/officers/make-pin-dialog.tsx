import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Seat } from '../../../core/contracts/desk/station.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { words } from './words.ts'

/** Only who came in by password can choose a PIN, and only who has none is asked. */
export const offersPin = ({ by, hasPin }: Seat): boolean => by === 'SERVER' && !hasPin

interface MakePinDialogProps {
  readonly seat: Seat
  readonly onDone: () => void
}

/** Offered after a sign-in through the network: with a PIN the officer can work on when the network is gone. */
export function MakePinDialog({ seat, onDone }: MakePinDialogProps) {
  const say = useSay()
  const { run, busy, refusal } = useCommand()
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [differ, setDiffer] = useState(false)
  async function save(): Promise<void> {
    setDiffer(pin !== again)
    if (pin !== again || pin === '') return
    const done = await run({ method: 'POST', path: '/officers/pin', body: { role: seat.role, pin } })
    if (done) onDone()
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save()
  }
  return (
    <Dialog opened title={say(words.makePin)} onClose={onDone}>
      <p className="modal-lead">{say(words.makePinHelp)}</p>
      <form onSubmit={onSubmit} method="post" noValidate>
        <Stack gap="md">
          <RefusalNotice refusal={refusal} />
          <PasswordInput
            label={say(words.pin)}
            inputMode="numeric"
            autoComplete="off"
            value={pin}
            onChange={({ currentTarget }) => setPin(currentTarget.value)}
            data-autofocus
          />
          <PasswordInput
            label={say(words.pinAgain)}
            inputMode="numeric"
            autoComplete="off"
            value={again}
            onChange={({ currentTarget }) => setAgain(currentTarget.value)}
            error={differ && say(words.pinsDiffer)}
          />
          <Group>
            <Button type="submit" loading={busy}>
              {say(words.makePin)}
            </Button>
            <Button variant="default" onClick={onDone}>
              {say(words.later)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
