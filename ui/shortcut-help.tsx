import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../core/errors.ts'
import { useSay } from './language.tsx'
import { Dialog } from './dialog.tsx'
import { heldShortcuts, KeyHint, useShortcut } from './shortcuts.tsx'

const words = {
  shortcuts: { vi: 'Phím tắt', en: 'Keys' },
  shortcutsHelp: {
    vi: 'Phím chữ dùng khi con trỏ không ở trong ô nhập.',
    en: 'Letters work while the cursor is not in a field.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

/** `?` lists the keys of the screen as it is now. */
export function ShortcutHelp() {
  const say = useSay()
  const [shown, setShown] = useState<ReturnType<typeof heldShortcuts> | null>(null)
  const show = () => setShown(heldShortcuts())
  useShortcut('?', words.shortcuts, show)
  return (
    <>
      <Button
        className="keys-button"
        variant="default"
        size="xs"
        rightSection={<KeyHint keys="?" />}
        onClick={show}
      >
        {say(words.shortcuts)}
      </Button>
      <Dialog opened={shown !== null} onClose={() => setShown(null)} title={say(words.shortcuts)}>
        <p className="modal-lead">{say(words.shortcutsHelp)}</p>
        <Table>
          <Table.Tbody>
            {(shown ?? []).map(({ keys, label }) => (
              <Table.Tr key={keys}>
                <Table.Td>
                  <kbd className="key">{keys}</kbd>
                </Table.Td>
                <Table.Td>{say(label)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Dialog>
    </>
  )
}
