import type { ReactNode } from 'react'
import { useMay } from '../session/session.tsx'
import { CasePanel } from './case-panel.tsx'
import { CountPanel } from './count-panel.tsx'
import { PackPanel } from './pack-panel.tsx'
import type { ParcelStepProps } from './parcel-step.ts'
import { ReceivePanel } from './receive-panel.tsx'
import { SendPanel } from './send-panel.tsx'
import { TakePanel } from './take-panel.tsx'

/** What this officer may do with the parcel as it stands. */
export function ParcelSteps(props: ParcelStepProps): ReactNode {
  const may = useMay()
  const { state } = props.parcel
  const [packs, receives] = [may('card.dispatch'), may('card.receive')]
  if (state === 'OPEN') return packs && <PackPanel {...props} />
  if (state === 'SEALED')
    return (
      <>
        {packs && <SendPanel {...props} />}
        {receives && <TakePanel {...props} />}
      </>
    )
  if (state === 'DISPATCHED') return receives && <ReceivePanel {...props} />
  if (state === 'RECEIVED') return receives && <CountPanel {...props} />
  if (state === 'DISPUTED') return <CasePanel {...props} />
  return null
}
