import type { StationStatus, SyncStep } from '../../../core/contracts/desk/station.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { LanguageSwitch } from '../frame/language-switch.tsx'
import { stepStates, words } from './words.ts'

function Step({ step }: { readonly step: SyncStep }) {
  const say = useSay()
  return (
    <li className={`install-step install-${step.state.toLowerCase()}`}>
      <span>{say(step.text)}</span>
      <span className="badge">{say(stepStates[step.state])}</span>
      {step.remedy && step.state !== 'DONE' && <p className="soft">{say(step.remedy)}</p>}
    </li>
  )
}

/** The first start of a machine: each step by its name, and what to do where it stands still. */
export function InstallationPage({ status }: { readonly status: StationStatus }) {
  const say = useSay()
  const { installation, keyFingerprint } = status
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="sign-in-head">
          <h1>{say(words.installing)}</h1>
          <LanguageSwitch />
        </div>
        <Notice tone={installation.fault ? 'attention' : 'plain'} title={say(installation.text)} spoken>
          {installation.fault && (
            <p>
              {say(installation.fault.text)} <code>{installation.fault.code}</code>
            </p>
          )}
        </Notice>
        <ol className="install-steps">
          {(installation.steps ?? []).map((step) => (
            <Step key={step.name} step={step} />
          ))}
        </ol>
        <dl>
          <dt className="soft">{say(words.installFingerprint)}</dt>
          <dd>
            <code className="key-fingerprint">{keyFingerprint}</code>
          </dd>
        </dl>
      </div>
    </main>
  )
}
