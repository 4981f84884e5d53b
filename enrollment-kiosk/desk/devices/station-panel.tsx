import type { StationStatus, SyncStep } from '../../../core/contracts/desk/station.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { words } from './words.ts'

const stepMarks: Readonly<Record<SyncStep['state'], string>> = {
  DONE: '✓',
  RUNNING: '●',
  WAITING: '…',
  FAILED: '!',
}

/** The machine itself: its key, its centre, its clock, and how far its installation is. */
export function StationPanel({ status }: { readonly status: StationStatus }) {
  const say = useSay()
  const { centre, machineNumber, keyFingerprint, installation, lastSyncAt, clockAheadMs, online } = status
  const facts = [
    { label: words.centre, value: centre ? `${centre.code} · ${centre.name}` : '–' },
    { label: words.machine, value: machineNumber === null ? '–' : formatCount(machineNumber) },
    { label: words.network, value: say(online ? words.online : words.offline) },
    { label: words.synced, value: lastSyncAt ? formatInstant(lastSyncAt) : say(words.never) },
    { label: words.clock, value: clockAheadMs === null ? '–' : clockWords(clockAheadMs, say) },
  ]
  return (
    <section className="panel" aria-label={say(words.station)}>
      <h2>{say(words.station)}</h2>
      <dl className="facts">
        {facts.map(({ label, value }) => (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <p className="soft">{say(words.fingerprint)}</p>
        <p className="key-fingerprint">{keyFingerprint}</p>
      </div>
      <p>
        <strong>{say(installation.text)}</strong>
      </p>
      {installation.fault && (
        <Notice tone="attention" title={say(installation.fault.text)}>
          <p>
            <code>{installation.fault.code}</code>
          </p>
        </Notice>
      )}
      <SyncSteps steps={installation.steps} />
    </section>
  )
}

function SyncSteps({ steps }: { readonly steps: readonly SyncStep[] }) {
  const say = useSay()
  return (
    <ol className="sync-steps">
      {steps.map(({ name, text, state, at, remedy }) => (
        <li key={name} data-state={state}>
          <span className="sync-mark" aria-hidden="true">
            {stepMarks[state]}
          </span>
          <span>
            {say(text)} <span className="soft">· {say(words.steps[state])}</span>
            {at && <span className="soft"> · {formatInstant(at)}</span>}
            {remedy && state !== 'DONE' && <span className="sync-remedy">{say(remedy)}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Within two seconds nobody minds. */
const noticed = 2000

function clockWords(aheadMs: number, say: ReturnType<typeof useSay>): string {
  const seconds = formatCount(Math.round(Math.abs(aheadMs) / 1000))
  if (Math.abs(aheadMs) < noticed) return say(words.clockRight)
  return `${say(aheadMs > 0 ? words.clockAhead : words.clockBehind)} ${seconds} ${say(words.seconds)}`
}
