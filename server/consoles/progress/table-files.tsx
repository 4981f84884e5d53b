import { Button } from '@mantine/core'
import { useSay } from '../../../ui/language.tsx'
import { fileWords } from './words.ts'

interface TableFilesProps {
  readonly table: 'league' | 'overdue' | 'report'
  /** What the screen shows; nothing of a person is among it. */
  readonly of: Readonly<Record<string, string | number | null>>
}

/** The table on the screen as files. */
export function TableFiles({ table, of }: TableFilesProps) {
  const say = useSay()
  const known = Object.entries(of).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, String(value)]],
  )
  const query = new URLSearchParams(known).toString()
  return (['csv', 'xlsx'] as const).map((format) => (
    <Button
      key={format}
      component="a"
      href={`/progress/${table}.${format}?${query}`}
      download
      variant="default"
      size="sm"
    >
      {say(fileWords[format])}
    </Button>
  ))
}
