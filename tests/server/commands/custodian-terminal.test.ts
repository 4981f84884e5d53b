import { createHash, randomBytes } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { activationShares, writeActivationShare } from '../../../core/pki/activation-shares.ts'
import { askShares, openTerminal } from '../../../server/commands/custodian-terminal.ts'
import { showShares } from '../../../server/commands/pki-ceremony.ts'

const hash = (_: string, data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest())
const clearScreen = '\x1b[H\x1b[2J\x1b[3J'

function printed(): readonly (readonly string[])[] {
  const random = (length: number) => new Uint8Array(randomBytes(length))
  return activationShares(random(32), { threshold: 2, custodians: 3 }, { random, hash }).map((share) =>
    writeActivationShare(share, hash),
  )
}

/** A terminal whose keyboard and screen the test holds. */
function terminalWith(typed: readonly string[]) {
  const keyboard = new PassThrough()
  const screen = Object.assign(new PassThrough(), { isTTY: true as const })
  let shown = ''
  screen.on('data', (chunk: Buffer) => (shown += chunk.toString('utf8')))
  const terminal = openTerminal(keyboard, screen)
  keyboard.end(typed.map((line) => `${line}\n`).join(''))
  return { terminal, shown: () => shown }
}

const joined = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/\s/g, ''))

describe('custodians at the terminal', () => {
  test('are asked one after the other until there are enough, and leave nothing on the screen', async () => {
    const [one = [], two = [], three = []] = printed()
    const { terminal, shown } = terminalWith([...one, ...three, ...two])
    expect(await askShares(terminal)).toEqual([
      one.join('').replaceAll(' ', ''),
      three.join('').replaceAll(' ', ''),
    ])
    expect(shown().split(clearScreen)).toHaveLength(3)
    const last = shown().split(clearScreen).at(-1) ?? ''
    for (const group of three.join(' ').split(' ')) expect(last).not.toContain(group)
  })

  test('are asked again after a mistake, and told when a share was there before', async () => {
    const [one = [], two = []] = printed()
    const mistyped = one.with(
      -1,
      (one.at(-1) ?? '').replace(/\w/, (letter) => (letter === '7' ? '8' : '7')),
    )
    const { terminal, shown } = terminalWith([...mistyped, 'xin chào', '', ...one, ...one, ...two])
    expect(joined(await askShares(terminal))).toEqual(joined([one.join(''), two.join('')]))
    expect(shown()).toContain('gõ sai')
    expect(shown()).toContain('không phải là một mảnh khóa')
    expect(shown()).toContain('đã nhập rồi')
  })

  test('that go away before there are enough leave too few', async () => {
    const [one = []] = printed()
    const { terminal } = terminalWith([...one])
    expect(await askShares(terminal)).toHaveLength(1)
  })

  test('see their own share alone, when they say so, and once', async () => {
    const [one = [], two = []] = printed()
    const shares = [
      { username: 'can.bo.1', index: 1, lines: one },
      { username: 'can.bo.2', index: 2, lines: two },
    ]
    const { terminal, shown } = terminalWith(['', '', '', ''])
    await showShares(terminal, shares)
    const [first = '', second = '', rest] = shown().split(clearScreen)
    expect(first).toContain(one[0])
    expect(first).not.toContain(two[0])
    expect(second).toContain(two[0])
    expect(second).not.toContain(one[0])
    expect(rest).toBe('')
  })
})
