import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import {
  ChangeDeviceDocument,
  type DeviceEvent,
  type DeviceRowFragment,
  KiosksOfCentreDocument,
  MoveDeviceDocument,
} from '../generated/devices.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { CentrePicker, type PickedCentre } from './centre-picker.tsx'
import { eventNames, reasonNames } from './words.ts'

const words = {
  move: { vi: 'Chuyển sang máy khác', en: 'Move to another kiosk' },
  kiosk: { vi: 'Máy thu nhận', en: 'Kiosk' },
  machine: { vi: 'Máy', en: 'Kiosk' },
  none: { vi: 'Điểm này không có máy nào đang dùng.', en: 'This centre has no kiosk in use.' },
  toClaimant: { vi: 'Chuyển đến máy đang báo có thiết bị này', en: 'Move to the kiosk that reports it' },
  claimed: { vi: 'Thiết bị này đang được báo ở', en: 'It is reported at' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DialogProps {
  readonly device: DeviceRowFragment
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A device is taken out of use for a reason. */
export function StopDialog({
  device,
  event,
  onClose,
  onDone,
}: DialogProps & { readonly event: DeviceEvent }) {
  const change = useAct(ChangeDeviceDocument)
  return (
    <ReasonDialog
      title={eventNames[event]}
      reasons={reasonNames}
      act={change}
      onReason={(reason) =>
        void change.act({ id: device.id, event, reason }).then((done) => done && onDone())
      }
      onClose={onClose}
    />
  )
}

/** A device is registered at another kiosk: the one that reports it since, or one that is chosen. */
export function MoveDialog({ device, onClose, onDone }: DialogProps) {
  const say = useSay()
  const { act, busy, refusal, trouble } = useAct(MoveDeviceDocument)
  const [centre, setCentre] = useState<PickedCentre | null>(null)
  const [chosen, setChosen] = useState('')
  const kiosks = useAsk(KiosksOfCentreDocument, { centre: centre?.code ?? '' }, { pause: centre === null })
  const others = (centre ? (kiosks.data?.machines.edges ?? []) : []).filter(
    ({ node }) => node.id !== device.machine.id,
  )
  const machineId = others.some(({ node }) => node.id === chosen) ? chosen : (others[0]?.node.id ?? null)
  const moveTo = (id: string | null) => {
    if (id !== null) void act({ id: device.id, machineId: id }).then((done) => done && onDone())
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.move)}>
      <div className="dialog-work">
        <RefusalNotice refusal={refusal} trouble={trouble} />
        {device.claimant && (
          <>
            <p>
              {say(words.claimed)}: {device.claimant}
            </p>
            <ActionButton label={words.toClaimant} loading={busy} onClick={() => moveTo(device.claimedBy)} />
          </>
        )}
        <CentrePicker value={centre} onPick={setCentre} />
        <TroubleNotice trouble={kiosks.trouble} onAgain={kiosks.again} />
        {centre && kiosks.data && others.length === 0 && <p className="soft">{say(words.none)}</p>}
        {others.length > 0 && (
          <NativeSelect
            label={say(words.kiosk)}
            value={machineId ?? ''}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            data={others.map(({ node }) => ({
              value: node.id,
              label: `${say(words.machine)} ${node.number ?? '?'}`,
            }))}
          />
        )}
        <ActionButton
          label={words.move}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={machineId === null}
          onClick={() => moveTo(machineId)}
        />
      </div>
    </Dialog>
  )
}
