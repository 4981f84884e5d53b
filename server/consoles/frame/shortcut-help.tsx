import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../language/language.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { heldShortcuts, KeyHint, useShortcut } from './shortcuts.tsx'
import { words } from './words.ts'

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
