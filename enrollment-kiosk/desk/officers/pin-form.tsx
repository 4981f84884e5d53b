import { Button, PasswordInput, Radio, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { DeskRole, KnownOfficer, Seat } from '../../../core/contracts/desk/station.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { words } from './words.ts'

interface PinFormProps {
  readonly of: DeskRole
  /** Who can unlock here in this role. */
  readonly officers: readonly KnownOfficer[]
  readonly onSeat: (seat: Seat) => void
}

/** Names to choose from, and the PIN: with or without network. */
export function PinForm({ of: role, officers, onSeat }: PinFormProps) {
  const say = useSay()
  const { run, busy, refusal } = useCommand()
  const [officerId, setOfficerId] = useState(officers[0]?.officerId ?? null)
  const [pin, setPin] = useState('')
  const field = useFirstFocus()
  async function unlock(): Promise<void> {
    if (officerId === null || pin === '') return field.current?.focus()
    const done = await run<Seat>({ method: 'POST', path: '/officers/unlock', body: { officerId, role, pin } })
    setPin('')
    if (done) onSeat(done.answer)
    else field.current?.focus()
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void unlock()
  }
  const chosen = officers.find((officer) => officer.officerId === officerId)
  return (
    <form onSubmit={onSubmit} method="post" noValidate aria-busy={busy}>
      <Stack gap="md">
        <RefusalNotice refusal={refusal} />
        <Radio.Group label={say(words.who)} value={officerId} onChange={setOfficerId}>
          <div className="officer-choices">
            {officers.map((officer) => (
              <Radio.Card key={officer.officerId} value={officer.officerId} className="officer-choice">
                <Radio.Indicator />
                <span>
                  <strong>{officer.name}</strong>
                  <span className="soft">
                    {officer.lockedUntil
                      ? `${say(words.lockedUntil)} ${formatInstant(officer.lockedUntil)}`
                      : `${say(words.validUntil)} ${formatInstant(officer.until)}`}
                  </span>
                </span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <PasswordInput
          ref={field}
          label={say(words.pin)}
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          onChange={({ currentTarget }) => setPin(currentTarget.value)}
          disabled={chosen?.lockedUntil != null}
          data-autofocus
        />
        <Button type="submit" loading={busy} fullWidth size="md">
          {say(words.unlock)}
        </Button>
      </Stack>
    </form>
  )
}
