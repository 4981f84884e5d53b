import { useState } from 'react'
import type { DeviceView } from '../../../core/contracts/desk/station.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useStation } from '../api/station.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { deviceLamps, deviceNames } from './device-words.ts'
import './devices.css'
import { StationPanel } from './station-panel.tsx'
import { words } from './words.ts'

/** What stands on the table: does it work, is it allowed to enroll, and what to do where it does not. */
export function DevicesScreen() {
  const say = useSay()
  const { status, again } = useStation()
  const command = useCommand()
  const [checked, setChecked] = useState<readonly DeviceView[] | null>(null)
  const check = async () => {
    const done = await command.run<readonly DeviceView[]>({ method: 'POST', path: '/devices/check' })
    if (!done) return
    setChecked(done.answer)
    again()
  }
  // What the test has just said stands until the station's own state is newer.
  const devices = (status?.devices ?? []).map((device) =>
    newer(
      device,
      checked?.find(({ kind }) => kind === device.kind),
    ),
  )
  const failed = checked?.filter(({ state }) => state === 'FAILED') ?? []
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        <ActionButton label={words.check} keys="t" loading={command.busy} onClick={() => void check()} />
      }
    >
      <RefusalNotice refusal={command.refusal} />
      <div aria-live="polite">
        {command.busy && <p className="soft">{say(words.checking)}</p>}
        {checked && !command.busy && (
          <Notice
            tone={failed.length === 0 ? 'good' : 'attention'}
            title={`${failed.length === 0 ? '✓ ' : '! '}${say(failed.length === 0 ? words.allWell : words.someFailed)}`}
          />
        )}
      </div>
      <ul className="device-cards">
        {devices.map((device) => (
          <DeviceCard key={device.kind} device={device} />
        ))}
      </ul>
      {status && <StationPanel status={status} />}
    </Screen>
  )
}

function newer(told: DeviceView, tested: DeviceView | undefined): DeviceView {
  return tested && (tested.checkedAt ?? '') > (told.checkedAt ?? '') ? tested : told
}

function DeviceCard({ device }: { readonly device: DeviceView }) {
  const say = useSay()
  const { kind, state, model, serial, checkedAt, fault, enrolls, about } = device
  const { mark, tone, words: stateWords } = deviceLamps[state]
  const facts = [
    { label: words.model, value: model },
    { label: words.serial, value: serial },
    { label: words.about, value: about && say(about) },
    { label: words.checkedAt, value: checkedAt && formatInstant(checkedAt) },
  ]
  return (
    <li className="panel device-card" data-tone={tone}>
      <div className="device-card-head">
        <h2>{say(deviceNames[kind])}</h2>
        <span className="device-state">
          <span className={`device-lamp device-lamp-${tone}`} aria-hidden="true">
            {mark}
          </span>{' '}
          {say(stateWords)}
        </span>
      </div>
      {state !== 'ABSENT' && (
        <dl className="device-facts">
          {facts.map(({ label, value }) => (
            <div key={label.en}>
              <dt>{say(label)}</dt>
              <dd>{value ?? '–'}</dd>
            </div>
          ))}
        </dl>
      )}
      {enrolls !== null && (
        <p className={enrolls ? 'badge badge-good' : 'badge badge-trouble'}>
          {enrolls ? `✓ ${say(words.enrolls)}` : `! ${say(words.comparesOnly)}`}
        </p>
      )}
      <RefusalNotice refusal={fault} />
    </li>
  )
}
