import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { OutboxPage, OutboxView } from '../../../core/contracts/desk/outbox.ts'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import type { OutboxState } from '../../../core/lifecycle/outbox.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useStation } from '../api/station.tsx'
import { useAnswer } from '../api/use-answer.ts'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { MediumDialog } from './medium-dialog.tsx'
import './outbox.css'
import { PacketDetail } from './packet-detail.tsx'
import { StateFilter } from './state-filter.tsx'
import { outboxWords } from './outbox-words.ts'
import { words } from './words.ts'

/** Everything sealed here: where it stands, why, and what to do about it. */
export function OutboxScreen() {
  const [state, setState] = useState<OutboxState | null>(null)
  const [medium, setMedium] = useState<'export' | 'import' | null>(null)
  const pages = useCursorPages(state ?? '')
  const query = new URLSearchParams({
    ...(state && { state }),
    ...(pages.after !== null && { after: pages.after }),
  })
  const { data, refusal, again } = useAnswer<OutboxPage>(`/outbox?${query}`, { on: ['outbox'] })
  const command = useCommand()
  const send = async () => {
    if (await command.run({ method: 'POST', path: '/outbox/send' })) again()
  }
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        <>
          <ActionButton label={words.sendNow} keys="s" loading={command.busy} onClick={() => void send()} />
          <ActionButton
            label={words.exportAll}
            keys="x"
            variant="default"
            onClick={() => setMedium('export')}
          />
          <ActionButton
            label={words.importThem}
            keys="i"
            variant="default"
            onClick={() => setMedium('import')}
          />
        </>
      }
    >
      <RefusalNotice refusal={command.refusal ?? refusal} />
      <SendingLine nextAttemptAt={data?.nextAttemptAt ?? null} />
      {data && <StateFilter counts={data.counts} chosen={state} onChoose={setState} />}
      {data ? <Packets page={data} pages={pages} /> : <p className="soft">{refusal ? '' : '…'}</p>}
      {medium && <MediumDialog direction={medium} onClose={() => setMedium(null)} onDone={again} />}
    </Screen>
  )
}

/** When the agent tries next, or that there is no network. */
function SendingLine({ nextAttemptAt }: { readonly nextAttemptAt: string | null }) {
  const say = useSay()
  const online = useStation().status?.online ?? true
  return (
    <p className="soft" aria-live="polite">
      {!online && `${say(words.offline)} `}
      {nextAttemptAt ? `${say(words.nextAttempt)} ${formatInstant(nextAttemptAt)}.` : say(words.trying)}
    </p>
  )
}

interface PacketsProps {
  readonly page: OutboxPage
  readonly pages: ReturnType<typeof useCursorPages>
}

function Packets({ page, pages }: PacketsProps) {
  const say = useSay()
  const columns: readonly Column<OutboxView>[] = [
    { title: words.code, cell: ({ applicationCode }) => <span className="code">{applicationCode}</span> },
    {
      title: words.state,
      cell: (packet) => <span className={outboxWords[packet.state].badge}>{stateText(packet, say)}</span>,
    },
    { title: words.what, cell: (packet) => <PacketDetail packet={packet} /> },
    {
      title: words.sealed,
      cell: ({ sealedAt }) => <span className="nowrap">{formatInstant(sealedAt)}</span>,
    },
    { title: words.size, number: true, cell: ({ bytes }) => formatBytes(bytes) },
  ]
  return (
    <Worklist
      caption={words.caption}
      rows={page.packets}
      keyOf={({ sha256 }) => sha256}
      columns={columns}
      action={(packet) => packet.state === 'REFUSED' && !packet.foreign && <Reopen packet={packet} />}
      empty={words.empty}
      pages={pages}
      next={page.next}
    />
  )
}

const stateText = ({ state }: OutboxView, say: ReturnType<typeof useSay>) =>
  `${outboxWords[state].mark} ${say(outboxWords[state].name)}`

const kilobytes = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 })
const formatBytes = (bytes: number) => `${kilobytes.format(Math.ceil(bytes / 1024))} KB`

function Reopen({ packet: { sha256 } }: { readonly packet: OutboxView }) {
  const navigate = useNavigate()
  const command = useCommand()
  const reopen = async () => {
    const done = await command.run<SessionView>({
      method: 'POST',
      path: `/outbox/${sha256}/reopen`,
      scope: sha256,
    })
    if (done) await navigate(`/files/${done.answer.id}`)
  }
  return (
    <>
      <RefusalNotice refusal={command.refusal} />
      <ActionButton label={words.reopen} size="sm" loading={command.busy} onClick={() => void reopen()} />
    </>
  )
}
