import { Button } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { type FailCodeName, failCodes } from '../../../core/production/fail-codes.ts'
import { spoilClassNames } from '../../../core/production/spoil-classes.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { type Entry, failCodeNames } from './check-entry.ts'

const words = {
  title: { vi: 'Kết quả', en: 'Verdict' },
  pass: { vi: 'Đạt', en: 'Pass' },
  fail: { vi: 'Không đạt', en: 'Fail' },
  doubt: { vi: 'Nhờ người khác xem lại', en: 'Ask for a second look' },
  scanning: { vi: 'Quét thẻ', en: 'Scan' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** What Enter would do now. */
export function nameOfEntry(entry: Entry): Bilingual {
  if (entry.kind === 'SCAN') return words.scanning
  if (entry.kind === 'PASS') return words.pass
  const head = entry.kind === 'FAIL' ? words.fail : words.doubt
  if (entry.code === null) return head
  const { text } = failCodes[entry.code]
  return { vi: `${head.vi}: ${text.vi}`, en: `${head.en}: ${text.en}` }
}

interface VerdictKeysProps {
  readonly entry: Entry
  /** Puts a digit into the field, as its key would. */
  readonly onDigit: (digit: string) => void
  readonly mayDoubt: boolean
}

/** Keys 1 to 9 and 0 with what they say, laid out as on a keypad. */
export function VerdictKeys({ entry, onDigit, mayDoubt }: VerdictKeysProps) {
  const say = useSay()
  const chosen = entry.kind === 'FAIL' || entry.kind === 'SECOND_LOOK' ? entry.code : null
  return (
    <section className="verdict-keys" aria-label={say(words.title)}>
      {failCodeNames.map((code) => (
        <FailKey key={code} code={code} chosen={code === chosen} onDigit={onDigit} />
      ))}
      {mayDoubt && <DoubtKey chosen={entry.kind === 'SECOND_LOOK'} onDigit={onDigit} />}
    </section>
  )
}

interface KeyProps extends Pick<VerdictKeysProps, 'onDigit'> {
  readonly chosen: boolean
}

function FailKey({ code, chosen, onDigit }: KeyProps & { readonly code: FailCodeName }) {
  const say = useSay()
  const { key, failClass, text } = failCodes[code]
  const digit = String(key)
  useShortcut(digit, text, () => onDigit(digit))
  return (
    <Button
      variant={chosen ? 'filled' : 'default'}
      {...(chosen && { color: 'red.9' })}
      aria-pressed={chosen}
      onClick={() => onDigit(digit)}
      rightSection={<KeyHint keys={digit} />}
    >
      <span>
        <span className="fail-class">{say(spoilClassNames[failClass])}</span> {say(text)}
      </span>
    </Button>
  )
}

function DoubtKey({ chosen, onDigit }: KeyProps) {
  const say = useSay()
  useShortcut('0', words.doubt, () => onDigit('0'))
  return (
    <Button
      className="doubt-key"
      variant={chosen ? 'filled' : 'default'}
      aria-pressed={chosen}
      onClick={() => onDigit('0')}
      rightSection={<KeyHint keys="0" />}
    >
      {say(words.doubt)}
    </Button>
  )
}
