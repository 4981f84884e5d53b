import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import type { DeskRole, Seat } from '../../../core/contracts/desk/station.ts'
import { useSay } from '../../../ui/language.tsx'
import { useStation } from '../api/station.tsx'
import { PasswordForm } from './password-form.tsx'
import { PinForm } from './pin-form.tsx'
import { words } from './words.ts'

interface TakeSeatProps {
  readonly of: DeskRole
  readonly onSeat: (seat: Seat) => void
}

/** Into a seat of the desk: by PIN where this computer knows the officer, otherwise through the network. */
export function TakeSeat({ of: role, onSeat }: TakeSeatProps) {
  const say = useSay()
  const { status } = useStation()
  const officers = (status?.knownOfficers ?? []).filter(({ roles }) => roles.includes(role))
  const [chosen, setChosen] = useState<'pin' | 'password' | null>(null)
  const way = officers.length === 0 ? 'password' : (chosen ?? 'pin')
  return (
    <Stack gap="md">
      {status && !status.online && way === 'password' && <p className="soft">{say(words.noNetwork)}</p>}
      {way === 'pin' ? (
        <PinForm key={role} of={role} officers={officers} onSeat={onSeat} />
      ) : (
        <PasswordForm key={role} of={role} onSeat={onSeat} />
      )}
      {officers.length > 0 && (
        <Button variant="subtle" onClick={() => setChosen(way === 'pin' ? 'password' : 'pin')}>
          {say(way === 'pin' ? words.byPassword : words.byPin)}
        </Button>
      )}
    </Stack>
  )
}
