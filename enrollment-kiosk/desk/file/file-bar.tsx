import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import type { SessionLine } from '../api/use-session.ts'
import { openCitizenWindow } from '../citizen/open-citizen-window.ts'
import { words } from './words.ts'

const isOpenFile = ({ state }: SessionView) => !['SIGNED', 'SEALED', 'ABANDONED', 'PARKED'].includes(state)

/** What concerns the file as a whole: the citizen's screen, to pause it, to cancel it. */
export function FileBar({ session, line }: { readonly session: SessionView; readonly line: SessionLine }) {
  const say = useSay()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const showCitizen = () => openCitizenWindow()
  useShortcut('F6', words.citizenScreen, showCitizen)
  async function leave(event: 'park' | 'abandon'): Promise<void> {
    setAsking(false)
    await line.act('/events', { event })
    await navigate('/')
  }
  return (
    <div className="file-bar">
      <Button variant="default" rightSection={<KeyHint keys="F6" />} onClick={showCitizen}>
        {say(words.citizenScreen)}
      </Button>
      {isOpenFile(session) && (
        <>
          <Button variant="default" onClick={() => void leave('park')}>
            {say(words.park)}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
            {say(words.abandon)}
          </Button>
        </>
      )}
      <Dialog opened={asking} title={say(words.abandon)} onClose={() => setAsking(false)}>
        <p className="modal-lead">{say(words.abandonHelp)}</p>
        <Group>
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {say(words.abandonKeep)}
          </Button>
          <Button color="red" onClick={() => void leave('abandon')}>
            {say(words.abandon)}
          </Button>
        </Group>
      </Dialog>
    </div>
  )
}
