import type { OutboxView } from '../../../core/contracts/desk/outbox.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { outboxRemedies, sentPercent } from './outbox-words.ts'
import { words } from './words.ts'

/** What is to be known of one packet: how far it is, why it was refused, what to do. */
export function PacketDetail({ packet }: { readonly packet: OutboxView }) {
  const say = useSay()
  const { state, reason, receivedAt, exportedAt, foreign } = packet
  const percent = sentPercent(packet)
  const remedy = outboxRemedies[state]
  return (
    <div className="packet-detail">
      {state === 'SENDING' && (
        <span className="packet-progress">
          <progress
            max={100}
            value={percent}
            aria-label={`${packet.applicationCode}: ${say(words.sendingOf)}`}
          />
          {say(words.sendingOf)} {percent} %
        </span>
      )}
      {reason && (
        <strong>
          {say(reason)} <code>{reason.code}</code>
        </strong>
      )}
      {remedy && <span className="soft">{say(remedy)}</span>}
      {state === 'WAITING' && percent > 0 && (
        <span className="soft">
          {say(words.sendingOf)} {percent} %
        </span>
      )}
      {receivedAt && (
        <span className="soft">
          {say(words.receipt)} {formatInstant(receivedAt)}
        </span>
      )}
      {exportedAt && (
        <span className="soft">
          {say(words.exported)} {formatInstant(exportedAt)}
        </span>
      )}
      {foreign && <span className="badge">{say(words.foreign)}</span>}
    </div>
  )
}
