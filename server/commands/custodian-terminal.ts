import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type ActivationShare, readActivationShare, shareLetters } from '../../core/pki/activation-shares.ts'
import { DomainError } from '../../core/errors.ts'
import { publicCrypto } from '../pki/public-crypto.ts'

/** Where custodians come one after the other. What they see is not the command's answer, so it goes to the terminal's other stream. */
export interface CustodianTerminal {
  say(...lines: readonly string[]): void
  /** The next line; null where there is no more. */
  hear(): Promise<string | null>
  /** Nothing of what was shown or typed is left for the next one. */
  clear(): void
  close(): void
}

// ECMA-48: cursor to the corner, the screen erased; xterm's 3: with what was scrolled away.
const clearScreen = '\x1b[H\x1b[2J\x1b[3J'

export function openTerminal(
  input: Readable = process.stdin,
  output: Writable & { readonly isTTY?: boolean } = process.stderr,
): CustodianTerminal {
  const reader = createInterface({ input, output, terminal: output.isTTY === true, historySize: 0 })
  const lines = reader[Symbol.asyncIterator]()
  return {
    say: (...said) => void output.write(`${said.join('\n')}\n`),
    hear: async () => {
      const { value, done } = await lines.next()
      return done ? null : value
    },
    clear: () => {
      if (output.isTTY === true) output.write(clearScreen)
    },
    close: () => reader.close(),
  }
}

const { hash } = publicCrypto()

/** Asks one custodian after the other until there are enough shares; a share with a mistake is asked for again. */
export async function askShares(terminal: CustodianTerminal): Promise<readonly string[]> {
  const texts: string[] = []
  const shares: ActivationShare[] = []
  for (;;) {
    const threshold = shares[0]?.threshold
    if (threshold !== undefined && shares.length >= threshold) return texts
    const count = threshold === undefined ? '' : ` / ${threshold}`
    terminal.say(
      `Người giữ khóa thứ ${shares.length + 1}${count}: nhập mảnh khóa như đã in.`,
      `Custodian ${shares.length + 1}${count}: enter the share as printed.`,
    )
    const text = await hearShare(terminal)
    terminal.clear()
    if (text === null) return texts
    const share = read(text, terminal)
    if (share === null) continue
    if (shares.some(({ index, set }) => index === share.index && set === share.set)) {
      terminal.say('Mảnh này đã nhập rồi / this share was entered already.')
      continue
    }
    shares.push(share)
    texts.push(text)
  }
}

/** Lines until there are enough letters, or an empty one. */
async function hearShare(terminal: CustodianTerminal): Promise<string | null> {
  let text = ''
  for (;;) {
    const line = await terminal.hear()
    if (line === null) return text === '' ? null : text
    text += line.replaceAll(/[\s-]/g, '')
    if (text.length >= shareLetters || (line.trim() === '' && text !== '')) return text
  }
}

function read(text: string, terminal: CustodianTerminal): ActivationShare | null {
  try {
    return readActivationShare(text, hash)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    terminal.say(error.text.vi, error.text.en)
    return null
  }
}
