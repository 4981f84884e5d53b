import { Button, Group } from '@mantine/core'
import { useEffect, useEffectEvent, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { useFeed } from '../api/desk.tsx'
import { createScanCollector } from './scan-collector.ts'

const words = {
  title: { vi: 'Vừa quét một mã', en: 'A code was scanned' },
  help: {
    vi: 'Bắt đầu hồ sơ mới với mã này? Hồ sơ đang mở được giữ lại trong danh sách chờ làm tiếp.',
    en: 'Begin a new file with it? The open file is kept in the list of files to go on with.',
  },
  begin: { vi: 'Bắt đầu hồ sơ mới', en: 'Begin a new file' },
  stay: { vi: 'Ở lại hồ sơ này', en: 'Stay with this file' },
} as const satisfies Readonly<Record<string, Bilingual>>

const isField = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** The letters that the reader typed into a field are taken out of it again. */
function takeOutOf(target: EventTarget | null, text: string): void {
  if (!isField(target)) return
  if (!target.value.endsWith(text)) return
  const prototype =
    target instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  // The field's own setter, past the one by which React watches it: React then hears the event.
  const set = Object.getOwnPropertyDescriptor(prototype, 'value')?.set
  set?.call(target, target.value.slice(0, -text.length))
  target.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Hears readers that are keyboards, wherever the focus is. */
function useKeyboardReader(onScan: (text: string) => void): void {
  const hear = useEffectEvent(onScan)
  useEffect(() => {
    const collect = createScanCollector()
    // Not every letter of a name is a key: what comes into a field without one is heard there.
    let key = ''
    const onKey = (event: KeyboardEvent) => {
      key = event.key
      const scanned = collect(event.key, event.timeStamp)
      if (scanned === null) return
      event.preventDefault()
      event.stopImmediatePropagation()
      takeOutOf(event.target, scanned)
      hear(scanned)
    }
    const onInput = (event: Event) => {
      if (!(event instanceof InputEvent)) return
      if (event.data !== key) for (const letter of event.data ?? '') collect(letter, event.timeStamp)
      key = ''
    }
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('input', onInput, true)
    return () => {
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('input', onInput, true)
    }
  }, [])
}

/** A scan works on every screen: it leads to the search, and asks first where a file is open. */
export function ScannerListener() {
  const say = useSay()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [asked, setAsked] = useState<string | null>(null)
  const begin = (scanned: string) => {
    setAsked(null)
    // Beside the address, never in it: it names a person.
    void navigate('/', { state: { scanned } })
  }
  const onScan = (text: string) => (pathname.startsWith('/files/') ? setAsked(text) : begin(text))
  useKeyboardReader(onScan)
  useFeed((event) => {
    if (event.type === 'scan' && typeof event['text'] === 'string') onScan(event['text'])
  })
  return (
    <Dialog opened={asked !== null} title={say(words.title)} onClose={() => setAsked(null)}>
      <p className="modal-lead">{say(words.help)}</p>
      <Group>
        {asked !== null && (
          <ActionButton label={words.begin} keys="Ctrl+Enter" data-autofocus onClick={() => begin(asked)} />
        )}
        <Button variant="default" onClick={() => setAsked(null)}>
          {say(words.stay)}
        </Button>
      </Group>
    </Dialog>
  )
}
