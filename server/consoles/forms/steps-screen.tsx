import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { type SignedStep, signedSteps } from '../../../core/forms/collection.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { CollectFormsDocument } from '../generated/forms.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import { useMay } from '../session/session.tsx'
import { isSignedStep } from './form-steps.ts'
import { FormsNav } from './forms-nav.tsx'
import { eventNames } from './words.ts'

const words = {
  title: { vi: 'Ký theo xấp', en: 'Sign a stack' },
  lead: {
    vi: 'Quét từng phiếu, rồi ký một lần: cả xấp cùng qua, hoặc không phiếu nào.',
    en: 'Scan each form, then sign once: the whole stack goes through, or none of it.',
  },
  step: { vi: 'Bước', en: 'Step' },
  place: { vi: 'Nơi lưu (kệ, hộp)', en: 'Shelf and box' },
  done: { vi: 'Đã ký', en: 'Signed' },
  forms: { vi: 'phiếu', en: 'forms' },
  none: {
    vi: 'Vai trò của bạn không ký bước nào của phiếu.',
    en: 'Your role signs no step of a form.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const steps = Object.keys(signedSteps) as readonly SignedStep[]

function Stack({ step }: { readonly step: SignedStep }) {
  const say = useSay()
  const [serials, setSerials] = useState<readonly string[]>([])
  const [place, setPlace] = useState('')
  const [done, setDone] = useState<number | null>(null)
  const { act, busy, refusal, trouble } = useAct(CollectFormsDocument)
  async function sign(): Promise<void> {
    setDone(null)
    const archivePlace = step === 'scan' && place.trim() !== '' ? place.trim() : null
    const stack = await act({ serials, step, archivePlace })
    if (!stack) return
    setDone(stack.count)
    setSerials([])
  }
  return (
    <div className="panel">
      {done !== null && (
        <Notice
          tone="good"
          title={`${say(words.done)} ${done} ${say(words.forms)}: ${say(eventNames[step])}`}
          spoken
        />
      )}
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {step === 'scan' && (
        <TextInput
          label={say(words.place)}
          value={place}
          maxLength={100}
          onChange={({ currentTarget }) => setPlace(currentTarget.value)}
        />
      )}
      <SerialStack
        serials={serials}
        onChange={(next) => {
          setDone(null)
          setSerials(next)
        }}
      >
        <ActionButton
          label={eventNames[step]}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={serials.length === 0}
          onClick={() => void sign()}
        />
      </SerialStack>
    </div>
  )
}

/** Scan first: an officer signs one step for a whole stack of paper. */
export function StepsScreen() {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const { step: asked } = useParams()
  const mine = steps.filter((step) => may(signedSteps[step]))
  const step = isSignedStep(asked) && mine.includes(asked) ? asked : mine[0]
  return (
    <Screen title={words.title} lead={words.lead}>
      <FormsNav />
      {step === undefined ? (
        <p className="empty">{say(words.none)}</p>
      ) : (
        <>
          <div className="row">
            <NativeSelect
              label={say(words.step)}
              value={step}
              onChange={({ currentTarget }) => void navigate(`/forms/steps/${currentTarget.value}`)}
              data={mine.map((one) => ({ value: one, label: say(eventNames[one]) }))}
            />
          </div>
          <Stack key={step} step={step} />
        </>
      )}
    </Screen>
  )
}
