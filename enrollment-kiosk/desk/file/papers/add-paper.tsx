import { Button, FileButton, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import type { SessionView } from '../../../../core/contracts/desk/session.ts'
import { isPaperType, type PaperType, paperTypes } from '../../../../core/enrollment/papers.ts'
import { useSay } from '../../../../ui/language.tsx'
import { useStation } from '../../api/station.tsx'
import type { SessionLine } from '../../api/use-session.ts'
import { RefusalNotice } from '../../frame/refusal-notice.tsx'
import { words } from './words.ts'

interface AddPaperProps {
  readonly session: SessionView
  readonly line: SessionLine
  /** The kind that is wanted; without it the officer chooses. */
  readonly type?: PaperType
  readonly onAdded?: (id: string) => void
}

const files = 'image/jpeg,image/png,application/pdf'
const names = Object.keys(paperTypes).filter(isPaperType)

/** A paper comes in by the scanner, by the camera, or as a file; each is offered where it is there. */
export function AddPaper({ session, line, type, onAdded }: AddPaperProps) {
  const say = useSay()
  const { status } = useStation()
  const [chosen, setChosen] = useState<PaperType>(type ?? 'CIVIL_STATUS_DECISION')
  const wanted = type ?? chosen
  const has = (kind: 'documentScanner' | 'camera') =>
    status?.devices.some((device) => device.kind === kind && device.state !== 'ABSENT') ?? false
  async function add(path: string, body: object | Blob): Promise<void> {
    const before = new Set(session.papers.map(({ id }) => id))
    const after = await line.act(path, body)
    const added = after?.papers.find(({ id }) => !before.has(id))
    if (added) onAdded?.(added.id)
  }
  const take = (source: 'SCANNER' | 'CAMERA') => void add('/papers', { type: wanted, source })
  return (
    <Stack gap="sm">
      {onAdded && <RefusalNotice refusal={line.refusal} />}
      {!type && (
        <Select
          label={say(words.type)}
          data={names.map((name) => ({ value: name, label: say(paperTypes[name]) }))}
          value={chosen}
          onChange={(value) => value && isPaperType(value) && setChosen(value)}
          allowDeselect={false}
          data-autofocus
        />
      )}
      <div className="row">
        {has('documentScanner') && (
          <Button variant="default" disabled={line.busy} onClick={() => take('SCANNER')}>
            {say(words.scan)}
          </Button>
        )}
        {has('camera') && (
          <Button variant="default" disabled={line.busy} onClick={() => take('CAMERA')}>
            {say(words.photograph)}
          </Button>
        )}
        <FileButton
          accept={files}
          inputProps={{ 'aria-label': `${say(words.file)}: ${say(paperTypes[wanted])}` }}
          onChange={(file) => file && void add(`/papers?type=${wanted}`, file)}
        >
          {(props) => (
            <Button variant="default" disabled={line.busy} {...props}>
              {say(words.file)}
            </Button>
          )}
        </FileButton>
      </div>
    </Stack>
  )
}
