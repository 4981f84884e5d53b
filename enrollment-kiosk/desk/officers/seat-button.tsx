import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import type { DeskRole, Seat } from '../../../core/contracts/desk/station.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useSeat, useStation } from '../api/station.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { MakePinDialog, offersPin } from './make-pin-dialog.tsx'
import { TakeSeat } from './take-seat.tsx'
import { roleNames, words } from './words.ts'

/** Who sits in a seat of the desk; pressed, the way in or out of it. */
export function SeatButton({ of: role }: { readonly of: DeskRole }) {
  const say = useSay()
  const seat = useSeat(role)
  const { again } = useStation()
  const [open, setOpen] = useState(false)
  const [withoutPin, setWithoutPin] = useState<Seat | null>(null)
  const onSeat = (taken: Seat) => {
    setOpen(false)
    again()
    if (offersPin(taken)) setWithoutPin(taken)
  }
  return (
    <>
      <Button
        className="head-button seat"
        variant={seat ? 'subtle' : 'default'}
        onClick={() => setOpen(true)}
      >
        <span className="seat-role">{say(roleNames[role])}</span>
        <span className="seat-name">{seat ? seat.name : say(words.signIn)}</span>
      </Button>
      <Dialog opened={open} title={say(roleNames[role])} onClose={() => setOpen(false)}>
        {seat ? (
          <LeaveSeat seat={seat} onPin={setWithoutPin} onClose={() => setOpen(false)} />
        ) : (
          <TakeSeat of={role} onSeat={onSeat} />
        )}
      </Dialog>
      {withoutPin && <MakePinDialog seat={withoutPin} onDone={() => setWithoutPin(null)} />}
    </>
  )
}

interface LeaveSeatProps {
  readonly seat: Seat
  readonly onPin: (seat: Seat) => void
  readonly onClose: () => void
}

function LeaveSeat({ seat, onPin, onClose }: LeaveSeatProps) {
  const say = useSay()
  const { again } = useStation()
  const { run, busy, refusal } = useCommand()
  async function leave(): Promise<void> {
    const done = await run({ method: 'POST', path: '/officers/sign-out', body: { role: seat.role } })
    if (!done) return
    again()
    onClose()
  }
  return (
    <Stack gap="md">
      <RefusalNotice refusal={refusal} />
      <p>
        <strong>{seat.name}</strong>
        <br />
        <span className="soft">
          {say(words.validUntil)} {formatInstant(seat.until)}
        </span>
      </p>
      <Button loading={busy} onClick={() => void leave()}>
        {say(words.signOut)}
      </Button>
      {offersPin(seat) && (
        <Button
          variant="default"
          onClick={() => {
            onClose()
            onPin(seat)
          }}
        >
          {say(words.makePin)}
        </Button>
      )}
    </Stack>
  )
}
