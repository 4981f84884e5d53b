import { NativeSelect } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import {
  type ConsumableFault,
  consumableFaultCodes,
  consumableFaults,
} from '../../../core/production/consumable-faults.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import {
  type ConsumablesQuery,
  GiveBackConsumableDocument,
  IssueConsumableDocument,
  SpoilConsumableDocument,
  UseUpConsumableDocument,
} from '../generated/consumables.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { consumableSteps, type ConsumableStep } from './consumable-steps.tsx'
import type { Done } from './done.tsx'
import { CountField } from './fields.tsx'
import { likeliestStation, StationSelect } from './station-select.tsx'
import type { Place } from './use-places.ts'
import { stockWords } from './words.ts'

type Consumable = ConsumablesQuery['consumables']['edges'][number]['node']

const words = {
  left: { vi: 'Còn in được bao nhiêu thẻ', en: 'Cards that it still makes' },
  usedUp: {
    vi: 'Cuộn này đã hết và được tháo khỏi máy. Ghi rồi không bỏ được.',
    en: 'It is used up and out of the printer. This cannot be undone.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ConsumableDialogProps {
  readonly row: Consumable
  readonly step: ConsumableStep
  readonly places: readonly Place[]
  readonly onDone: (done: Done) => void
  readonly onClose: () => void
}

/** The four steps of a ribbon; one of them is asked about here. */
function useStep({ row, step, places }: ConsumableDialogProps) {
  const own = places.filter(({ code }) => code === row.storeCode)
  const [stationId, setStationId] = useState(() => likeliestStation(own))
  const [left, setLeft] = useState<number | null>(row.left)
  const [reason, setReason] = useState<ConsumableFault | null>(null)
  const acts = {
    issue: useAct(IssueConsumableDocument),
    giveBack: useAct(GiveBackConsumableDocument),
    useUp: useAct(UseUpConsumableDocument),
    spoil: useAct(SpoilConsumableDocument),
  }
  const { serial } = row
  const run = {
    issue: () => acts.issue.act({ serial, stationId }),
    giveBack: () => acts.giveBack.act({ serial, left: left ?? 0 }),
    useUp: () => acts.useUp.act({ serial }),
    spoil: async () => reason && (await acts.spoil.act({ serial, reason })),
  }
  const isWhole = {
    issue: stationId !== '',
    giveBack: left !== null,
    useUp: true,
    spoil: reason !== null,
  }
  const fields = {
    issue: <StationSelect places={own} value={stationId} onStation={setStationId} first />,
    giveBack: <CountField label={words.left} value={left} onValue={setLeft} max={row.capacity} />,
    useUp: null,
    spoil: <FaultSelect value={reason} onFault={setReason} />,
  }
  const { busy, refusal, trouble } = acts[step]
  return { busy, refusal, trouble, run: run[step], isWhole: isWhole[step], fields: fields[step] }
}

interface FaultSelectProps {
  readonly value: ConsumableFault | null
  readonly onFault: (fault: ConsumableFault | null) => void
}

function FaultSelect({ value, onFault }: FaultSelectProps) {
  const say = useSay()
  return (
    <NativeSelect
      label={say(stockWords.reason)}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onFault(consumableFaultCodes.find((one) => one === currentTarget.value) ?? null)
      }
      data={[
        { value: '', label: '' },
        ...consumableFaultCodes.map((code) => ({ value: code, label: say(consumableFaults[code]) })),
      ]}
      data-autofocus
    />
  )
}

export function ConsumableDialog(props: ConsumableDialogProps) {
  const { row, step, onDone, onClose } = props
  const say = useSay()
  const { name } = consumableSteps[step]
  const { busy, refusal, trouble, run, isWhole, fields } = useStep(props)
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (await run())
      onDone({ text: { vi: `${name.vi}: cuộn ${row.serial}, đã ghi.`, en: `${name.en}: ${row.serial}.` } })
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(name)}: ${row.serial}`}>
      <form className="form-lines" onSubmit={(event) => void submit(event)}>
        {step === 'useUp' && <p>{say(words.usedUp)}</p>}
        <RefusalNotice refusal={refusal} trouble={trouble} />
        {fields}
        <ActionButton label={name} type="submit" keys="Ctrl+Enter" loading={busy} disabled={!isWhole} />
      </form>
    </Dialog>
  )
}
