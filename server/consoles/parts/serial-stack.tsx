import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useState, type ClipboardEvent, type ReactNode, type SubmitEvent } from 'react'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'

const clear: Bilingual = { vi: 'Xóa danh sách', en: 'Clear the list' }

/** What lies in the stack: how its serials read, and what it is called. */
export interface StackKind {
  /** The serial that was meant; a DomainError says what is wrong with it. */
  readonly read: (text: string) => string
  readonly words: Readonly<Record<'scan' | 'hint' | 'twice' | 'counted' | 'remove' | 'list', Bilingual>>
}

const forms: StackKind = {
  read: parseFormSerial,
  words: {
    scan: { vi: 'Quét hoặc gõ số phiếu', en: 'Scan or type a serial' },
    hint: {
      vi: 'Đầu đọc mã vạch gõ vào ô này; mỗi phiếu một lần Enter.',
      en: 'A barcode reader types here; Enter after each form.',
    },
    twice: { vi: 'Phiếu này đã có trong danh sách.', en: 'This form is on the list already.' },
    counted: { vi: 'phiếu trong xấp', en: 'forms in the stack' },
    remove: { vi: 'Bỏ phiếu', en: 'Take out' },
    list: { vi: 'Danh sách phiếu đã quét', en: 'Scanned forms' },
  },
}

interface SerialStackProps {
  readonly serials: readonly string[]
  readonly onChange: (serials: readonly string[]) => void
  /** Paper forms where nothing else is said. */
  readonly of?: StackKind
  /** What is done with the stack: buttons. */
  readonly children: ReactNode
}

/** The serial that was meant, or what is wrong with it. */
function readSerial(
  { read, words }: StackKind,
  text: string,
  serials: readonly string[],
): string | Bilingual {
  try {
    const serial = read(text)
    return serials.includes(serial) ? words.twice : serial
  } catch (error) {
    if (error instanceof DomainError) return error.text
    throw error
  }
}

/** A stack of paper or cards under a barcode reader: one field takes serial after serial, the newest stands on top of the list. */
export function SerialStack({ serials, onChange, of = forms, children }: SerialStackProps) {
  const say = useSay()
  const { words } = of
  const input = useFirstFocus()
  const [fault, setFault] = useState<{ readonly typed: string; readonly text: Bilingual } | null>(null)
  function add(lines: readonly string[]): void {
    let list = serials
    let wrong: typeof fault = null
    for (const line of lines.filter((text) => text.trim() !== '')) {
      const read = readSerial(of, line, list)
      if (typeof read === 'string') list = [read, ...list]
      else wrong ??= { typed: line.trim().slice(0, 40), text: read }
    }
    setFault(wrong)
    if (list !== serials) onChange(list)
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    add([input.current?.value ?? ''])
    event.currentTarget.reset()
  }
  const onPaste = (event: ClipboardEvent) => {
    const lines = event.clipboardData.getData('text').split(/[\s,;]+/)
    if (lines.length < 2) return
    event.preventDefault()
    add(lines)
  }
  return (
    <div className="serial-stack">
      <div>
        <form onSubmit={onSubmit}>
          <TextInput
            ref={input}
            size="lg"
            label={say(words.scan)}
            description={say(words.hint)}
            error={fault && `${fault.typed}: ${say(fault.text)}`}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onPaste={onPaste}
            classNames={{ input: 'code' }}
          />
        </form>
        <output className="stack-count">
          <strong>{formatCount(serials.length)}</strong> {say(words.counted)}
        </output>
        <div className="row">{children}</div>
      </div>
      {serials.length > 0 && (
        <div>
          <ol className="stack-list" aria-label={say(words.list)} reversed>
            {serials.map((serial) => (
              <li key={serial}>
                <span className="code">{serial}</span>
                <ActionIcon
                  variant="subtle"
                  color="gray.8"
                  aria-label={`${say(words.remove)} ${serial}`}
                  onClick={() => onChange(serials.filter((one) => one !== serial))}
                >
                  ×
                </ActionIcon>
              </li>
            ))}
          </ol>
          <Button variant="default" size="xs" onClick={() => onChange([])}>
            {say(clear)}
          </Button>
        </div>
      )}
    </div>
  )
}
