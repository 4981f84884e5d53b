import { expect, test } from 'vitest'
import { type ByteChannel, channelPair } from '../../core/device/byte-channel.ts'
import { command } from './commands.ts'
import { AnswerLost, EscLine } from './esc-line.ts'

/** The printer's end of each call, and what it heard. */
interface Printer {
  readonly ends: ByteChannel[]
  readonly heard: string[]
}

/** A line whose printer answers with `answers`; a command that is not there it hears in silence. */
function line(answers: Readonly<Record<string, string>>): {
  readonly line: EscLine
  readonly printer: Printer
} {
  const printer: Printer = { ends: [], heard: [] }
  const dial = async () => {
    const [near, far] = channelPair()
    printer.ends.push(far)
    far.onData((bytes) => {
      const text = Buffer.from(bytes).toString('latin1').slice(1, -1)
      printer.heard.push(text)
      const answer = answers[text]
      if (answer !== undefined) void far.write(Buffer.from(answer, 'latin1'))
    })
    return near
  }
  const greeted = new EscLine(dial, async ({ say }) => void (await say(command('Rtp'))))
  return { line: greeted, printer }
}

const known = { Rtp: 'Model\0', Rsn: 'E1\0', Rfv: '1803\0', Ss: 'OK\0' }

test('a printer is greeted once, and again after its line broke', async () => {
  const { line: esc, printer } = line(known)
  expect([await esc.read(command('Rsn')), await esc.read(command('Rfv'))]).toEqual(['E1', '1803'])
  await printer.ends[0]?.close()
  expect(await esc.read(command('Rsn'))).toBe('E1')
  expect(printer.heard).toEqual(['Rtp', 'Rsn', 'Rfv', 'Rtp', 'Rsn'])
})

test('one command is answered before the next is sent, whoever asks', async () => {
  const { line: esc, printer } = line(known)
  const both = await Promise.all([
    esc.read(command('Rsn')),
    esc.read(command('Rfv')),
    esc.order(command('Ss')),
  ])
  expect(both).toEqual(['E1', '1803', undefined])
  expect(printer.heard).toEqual(['Rtp', 'Rsn', 'Rfv', 'Ss'])
})

test('an order whose answer is lost is lost, a question is only unanswered, and neither is sent twice', async () => {
  const { line: esc, printer } = line({ Rtp: 'Model\0' })
  const order = esc.order(command('Se'))
  await expect.poll(() => printer.heard).toContain('Se')
  await printer.ends[0]?.close()
  await expect(order).rejects.toBeInstanceOf(AnswerLost)
  const question = esc.read(command('Rsn'))
  await expect.poll(() => printer.heard).toContain('Rsn')
  await printer.ends[1]?.close()
  await expect(question).rejects.toMatchObject({ code: 'PRINTER_OFF' })
  expect(printer.heard).toEqual(['Rtp', 'Se', 'Rtp', 'Rsn'])
})

test('a call that the printer ends at once, again and again, is another’s', async () => {
  let calls = 0
  const dial = async () => {
    calls++
    const [near, far] = channelPair()
    far.onData(() => void far.close())
    return near
  }
  const esc = new EscLine(dial, async ({ say }) => void (await say(command('Rtp'))))
  await expect(esc.read(command('Rsn'))).rejects.toMatchObject({ code: 'LINE_BUSY' })
  expect(calls).toBe(5)
})
