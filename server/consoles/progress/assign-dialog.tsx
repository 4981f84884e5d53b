import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { AssignCollectorDocument, FormCollectorsDocument } from '../generated/hamlets.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'

const words = {
  assign: { vi: 'Phân công', en: 'Assign' },
  officer: { vi: 'Cán bộ thu thập', en: 'Collector' },
  choose: { vi: 'Gõ tên cán bộ', en: 'Type a name' },
  nobody: { vi: 'Không có cán bộ thu thập nào như vậy', en: 'No such collector' },
  team: { vi: 'Tổ công tác (nếu có)', en: 'Team (if any)' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface AssignDialogProps {
  readonly hamlet: { readonly unitCode: string; readonly unitName: string; readonly name: string }
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Sends a collector to a hamlet from today on. */
export function AssignDialog({ hamlet, onClose, onDone }: AssignDialogProps) {
  const say = useSay()
  const { unitCode, unitName, name } = hamlet
  const [officerId, setOfficerId] = useState<string | null>(null)
  const [team, setTeam] = useState('')
  const { data, trouble, again } = useAsk(FormCollectorsDocument, { unitCode })
  const answer = data?.formCollectors
  const collectors = answer?.__typename === 'FormCollectors' ? answer.collectors : []
  const nameOf = useUnitNames(collectors.map((one) => one.unitCode))
  const assign = useAct(AssignCollectorDocument)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (officerId === null) return
    void assign
      .act({ officerId, unitCode, hamlet: name, team: team.trim() || null })
      .then((done) => done && onDone())
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(words.assign)}: ${name}, ${unitName}`}>
      <form onSubmit={submit}>
        <Stack>
          <TroubleNotice trouble={trouble} onAgain={again} />
          {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
          <RefusalNotice refusal={assign.refusal} trouble={assign.trouble} />
          <Select
            label={say(words.officer)}
            placeholder={say(words.choose)}
            nothingFoundMessage={say(words.nobody)}
            searchable
            selectFirstOptionOnChange
            data={collectors.map((one) => ({
              value: one.officerId,
              label: `${one.name} · ${nameOf(one.unitCode)}`,
            }))}
            value={officerId}
            onChange={setOfficerId}
            comboboxProps={{ withinPortal: false }}
            data-autofocus
          />
          <TextInput
            label={say(words.team)}
            value={team}
            onChange={({ currentTarget }) => setTeam(currentTarget.value)}
            maxLength={100}
            autoComplete="off"
          />
          <Button type="submit" loading={assign.busy} disabled={officerId === null}>
            {say(words.assign)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
