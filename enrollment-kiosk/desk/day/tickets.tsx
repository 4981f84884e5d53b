import { Button } from '@mantine/core'
import type { TicketView } from '../../../core/contracts/desk/day.ts'
import { ticketLifecycle } from '../../../core/lifecycle/appointment.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { ticketEvents, ticketWords, words } from './words.ts'

interface TicketsProps {
  readonly tickets: readonly TicketView[]
  readonly onChanged: () => void
}

const isOver = ({ status }: TicketView) => status === 'DONE' || status === 'CLOSED'

/** The numbers of walk-ins: those who are to be called, then those who are done. */
export function Tickets({ tickets, onChanged }: TicketsProps) {
  const say = useSay()
  const command = useCommand()
  const rows = tickets.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)) || a.number - b.number)
  const next = rows.find(({ status }) => status === 'WAITING')
  const send = async (ticket: TicketView, event: string) => {
    const path = `/day/tickets/${ticket.id}/events`
    if (await command.run({ method: 'POST', path, body: { event }, scope: `${ticket.id} ${ticket.status}` }))
      onChanged()
  }
  const columns: readonly Column<TicketView>[] = [
    { title: words.number, cell: ({ number }) => <strong className="ticket-number">{number}</strong> },
    { title: words.state, cell: ({ status }) => <Status words={ticketWords[status]} /> },
    {
      title: words.waited,
      cell: ({ waitedMinutes }) => `${formatCount(waitedMinutes)} ${say(words.minutes)}`,
    },
    {
      title: words.taken,
      cell: ({ takenAt }) => <span className="nowrap">{formatInstant(takenAt).slice(-5)}</span>,
    },
  ]
  return (
    <section className="panel" aria-label={say(words.tickets)}>
      <div className="stage-head">
        <h2>{say(words.tickets)}</h2>
        {next && (
          <ActionButton
            label={{ vi: `Gọi số ${next.number}`, en: `Call ${next.number}` }}
            keys="n"
            loading={command.busy}
            onClick={() => void send(next, 'call')}
          />
        )}
      </div>
      <RefusalNotice refusal={command.refusal} />
      <Worklist
        caption={words.tickets}
        rows={rows}
        keyOf={({ id }) => id}
        columns={columns}
        action={(ticket) => (
          <span className="ticket-actions">
            {eventsOf(ticket).map((event) => (
              <Button
                key={event}
                size="sm"
                variant="default"
                loading={command.busy}
                onClick={() => void send(ticket, event)}
              >
                {say(ticketEvents[event] ?? words.state)}
              </Button>
            ))}
          </span>
        )}
        empty={words.noTickets}
      />
    </section>
  )
}

const eventsOf = ({ status }: TicketView): readonly string[] =>
  status in ticketLifecycle.table
    ? possibleEvents(ticketLifecycle, status as keyof typeof ticketLifecycle.table)
    : []

export function Status({ words: word }: { readonly words: (typeof ticketWords)[string] | undefined }) {
  const say = useSay()
  if (!word) return null
  return (
    <span className={word.badge}>
      {word.mark} {say(word.name)}
    </span>
  )
}
