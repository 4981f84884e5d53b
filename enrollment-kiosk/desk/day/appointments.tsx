import { Button } from '@mantine/core'
import { useNavigate } from 'react-router'
import type { AppointmentView } from '../../../core/contracts/desk/day.ts'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useSeat } from '../api/station.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { Status } from './tickets.tsx'
import { appointmentWords, words } from './words.ts'

interface AppointmentsProps {
  readonly appointments: readonly AppointmentView[]
  readonly onChanged: () => void
}

/** Today's bookings by their hour; who is here can be begun at once, with or without the network. */
export function Appointments({ appointments, onChanged }: AppointmentsProps) {
  const say = useSay()
  const navigate = useNavigate()
  const operator = useSeat('operator')
  const command = useCommand()
  const checkIn = async ({ id }: AppointmentView) => {
    const path = `/day/appointments/${id}/check-in`
    if (await command.run({ method: 'POST', path, scope: id })) onChanged()
  }
  const begin = async ({ id, number, birthDate }: AppointmentView) => {
    const body = { number, birthDate, appointment: id }
    const done = await command.run<SessionView>({ method: 'POST', path: '/sessions', body, scope: id })
    if (done) await navigate(`/files/${done.answer.id}`)
  }
  const rows = appointments.toSorted((a, b) => a.at.localeCompare(b.at))
  const columns: readonly Column<AppointmentView>[] = [
    { title: words.at, cell: ({ at }) => <strong>{formatInstant(at).slice(-5)}</strong> },
    {
      title: words.name,
      cell: ({ name, birthDate, group }) => (
        <>
          {name}
          <span className="soft">
            {' '}
            {formatDate(birthDate)}
            {group && ` · ${group}`}
          </span>
        </>
      ),
    },
    { title: words.state, cell: ({ status }) => <Status words={appointmentWords[status]} /> },
    {
      title: words.snapshot,
      cell: ({ snapshot }) => (snapshot ? `✓ ${say(words.snapshot)}` : `– ${say(words.noSnapshot)}`),
    },
  ]
  return (
    <section className="panel" aria-label={say(words.appointments)}>
      <h2>{say(words.appointments)}</h2>
      <RefusalNotice refusal={command.refusal} />
      <Worklist
        caption={words.appointments}
        rows={rows}
        keyOf={({ id }) => id}
        columns={columns}
        action={(appointment) => (
          <span className="ticket-actions">
            {appointment.status === 'BOOKED' && (
              <Button
                size="sm"
                variant="default"
                loading={command.busy}
                onClick={() => void checkIn(appointment)}
              >
                {say(words.checkIn)}
              </Button>
            )}
            {appointment.status === 'CHECKED_IN' && operator && (
              <Button size="sm" loading={command.busy} onClick={() => void begin(appointment)}>
                {say(words.begin)}
              </Button>
            )}
          </span>
        )}
        empty={words.noAppointments}
      />
    </section>
  )
}
