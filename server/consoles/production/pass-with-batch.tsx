import { Button } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import type { BatchRowFragment } from '../generated/batches.ts'
import { useMay } from '../session/session.tsx'
import { pressInRow } from './press-in-row.ts'

const label: Bilingual = { vi: 'Đạt theo lô', en: 'Pass the rest' }
const keys = 'a'

/** The cards of a printed batch that nobody had to look at pass with it; the server sees to it that the sample was looked at. */
export function PassWithBatch({
  batch: { state, waiting },
  onPass,
}: {
  readonly batch: BatchRowFragment
  readonly onPass: () => void
}) {
  const say = useSay()
  const may = useMay()
  const isPrinted = (state === 'RUNNING' || state === 'STOPPED') && waiting === 0
  if (!isPrinted || !may('print-job.check')) return null
  return (
    <Button size="xs" data-step="pass" rightSection={<KeyHint keys={keys} />} onClick={onPass}>
      {say(label)}
    </Button>
  )
}

export function PassWithBatchKey() {
  const may = useMay()
  useShortcut(may('print-job.check') ? keys : null, label, () => pressInRow('[data-step=pass]'))
  return null
}
