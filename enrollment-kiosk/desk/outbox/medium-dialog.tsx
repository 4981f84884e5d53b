import { TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import '../biometrics/capture.css'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { words } from './words.ts'

interface MediumDialogProps {
  readonly direction: 'export' | 'import'
  readonly onClose: () => void
  readonly onDone: () => void
}

interface Way {
  readonly title: Bilingual
  readonly help: Bilingual
  readonly act: Bilingual
  readonly done: Bilingual
}

const ways: Readonly<Record<MediumDialogProps['direction'], Way>> = {
  export: {
    title: words.exportTitle,
    help: words.exportHelp,
    act: words.doExport,
    done: words.exportedCount,
  },
  import: {
    title: words.importTitle,
    help: words.importHelp,
    act: words.doImport,
    done: words.importedCount,
  },
}

const shelf = 'desk-medium'

/** Packets go out on a removable medium, or come in on one. The folder that was named last is named again. */
export function MediumDialog({ direction, onClose, onDone }: MediumDialogProps) {
  const say = useSay()
  const command = useCommand()
  const [directory, setDirectory] = useState(() => localStorage.getItem(shelf) ?? '')
  const [count, setCount] = useState<number | null>(null)
  const way = ways[direction]
  const submit = async () => {
    localStorage.setItem(shelf, directory.trim())
    const body = { directory: directory.trim(), ...(direction === 'export' && { codes: 'ALL' }) }
    const done = await command.run<Readonly<Record<string, number>>>({
      method: 'POST',
      path: `/outbox/${direction}`,
      body,
    })
    if (!done) return
    setCount(done.answer[`${direction}ed`] ?? 0)
    onDone()
  }
  return (
    <Dialog opened onClose={onClose} title={say(way.title)}>
      <form
        className="stage-form"
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault()
          void submit()
        }}
      >
        <p>{say(way.help)}</p>
        <RefusalNotice refusal={command.refusal} />
        {count !== null && <Notice tone="good" title={`${say(way.done)} ${formatCount(count)}`} spoken />}
        <TextInput
          label={say(words.directory)}
          description={say(words.directoryHelp)}
          value={directory}
          data-autofocus
          onChange={({ currentTarget }) => setDirectory(currentTarget.value)}
        />
        <div className="row">
          <ActionButton
            type="submit"
            label={way.act}
            keys="Ctrl+Enter"
            loading={command.busy}
            disabled={directory.trim() === ''}
          />
        </div>
      </form>
    </Dialog>
  )
}
